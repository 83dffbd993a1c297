package dev.kafkaflink.job.format.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.kafkaflink.crds.table.TextOptions;
import io.krakens.grok.api.Grok;
import io.krakens.grok.api.GrokCompiler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The standard patterns: texts that each takes as a whole, then those that it does not. */
class StandardPatternsTest {
    private static final GrokCompiler LOGSTASH = GrokCompiler.newInstance();
    /** Ours take empty texts, names in any case, more abbreviations. */
    private static final Set<String> WIDER =
            Set.of("BASE16FLOAT", "SPACE", "DATA", "GREEDYDATA", "MONTH", "DAY", "ISO8601_TIMEZONE", "TZ");

    static {
        LOGSTASH.registerDefaultPatterns();
    }

    private static final String ACCESS =
            "203.0.113.7 - alice [31/Jan/2026:12:00:00 +0100] \"GET /a?b=c HTTP/1.1\" 200 5120";
    private static final String ERROR_2_4 =
            "[Sat Jan 31 12:00:00.123456 2026] [core:error] [pid 35708:tid 4328636416] [client 203.0.113.7:51000]"
                    + " AH00128: File does not exist: /srv/a";
    private static final String ERROR_2_0 =
            "[Sat Jan 31 12:00:00 2026] [error] [client 203.0.113.7] File does not exist: /srv/a";

    /**
     * What a pattern takes and what it does not.
     *
     * @param name the pattern's
     */
    record Example(String name, List<String> takes, List<String> leaves) {
        Example takes(String... texts) {
            return new Example(name, List.of(texts), leaves);
        }

        Example leaves(String... texts) {
            return new Example(name, takes, List.of(texts));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Example> EXAMPLES = List.of(
            example("USERNAME").takes("alice", "a.b-c_1").leaves("a b", "", "a@b"),
            example("USER").takes("alice", "-").leaves("a b"),
            example("EMAILLOCALPART").takes("a.b+c", "o'hara").leaves(".a", "a b", "a@b"),
            example("EMAILADDRESS").takes("a.b+c@mail.example.com").leaves("a@", "@example.com", "a b@example.com"),
            example("HTTPDUSER").takes("alice", "-", "alice@example.com").leaves("a b"),
            example("INT").takes("0", "-17", "+5").leaves("1.0", "", "-"),
            example("BASE10NUM").takes("0", "-17", "+5.25", ".5").leaves("5.", "1e3", ".", "0x1"),
            example("NUMBER").takes("0", "-17", "+5.25", ".5").leaves("5.", "x"),
            example("BASE16NUM").takes("ff", "0xFF", "-0x1").leaves("0x", "xyz"),
            example("BASE16FLOAT").takes("0xf.8", ".8").leaves("0x", "f."),
            example("POSINT").takes("1", "10").leaves("0", "01", "-1"),
            example("NONNEGINT").takes("0", "10").leaves("-1", "+1"),
            example("WORD").takes("GET", "a_1").leaves("a-b", ""),
            example("NOTSPACE").takes("a-b/c", "é").leaves("a b", ""),
            example("SPACE").takes("", " \t ").leaves("a"),
            example("DATA").takes("", "a b").leaves("a\nb"),
            example("GREEDYDATA").takes("", "a b").leaves("a\nb"),
            example("QUOTEDSTRING")
                    .takes("\"a \\\" b\"", "'it\\'s'", "`x`", "\"\"")
                    .leaves("\"a\" b\"", "a", "\"a'"),
            example("QS").takes("\"a b\"").leaves("a b"),
            example("UUID")
                    .takes("123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000")
                    .leaves("123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400"),
            example("URN").takes("urn:isbn:0451450523", "URN:a-1:%20x").leaves("urn:", "urn::x", "uri:isbn:1"),
            example("CISCOMAC").takes("0a1b.2c3d.4e5f").leaves("0a:1b:2c:3d:4e:5f"),
            example("WINDOWSMAC").takes("0A-1B-2C-3D-4E-5F").leaves("0A-1B-2C-3D-4E"),
            example("COMMONMAC").takes("0a:1b:2c:3d:4e:5f").leaves("0a:1b:2c:3d:4e:5g"),
            example("MAC")
                    .takes("0a1b.2c3d.4e5f", "0A-1B-2C-3D-4E-5F", "0a:1b:2c:3d:4e:5f")
                    .leaves("0a1b2c3d4e5f"),
            example("IPV4OCTET").takes("0", "25", "099", "199", "249", "255").leaves("256", "1000", ""),
            example("IPV4").takes("0.0.0.0", "255.255.255.255", "010.1.2.3").leaves("1.2.3", "1.2.3.256", "1.2.3.4.5"),
            example("IPV6GROUP").takes("0", "ffff").leaves("fffff", "g"),
            example("IPV6FULL").takes("1:2:3:4:5:6:7:8").leaves("1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9"),
            example("IPV6SHORT")
                    .takes(
                            "::",
                            "::1",
                            "1::",
                            "1::8",
                            "1:2:3:4:5:6:7::",
                            "1:2::7:8",
                            "::2:3:4:5:6:7:8",
                            "1:2:3::5:6:7:8")
                    .leaves("1:2:3:4:5:6:7:8", "1::2::3", ":1", "1:", "1:2:3:4::5:6:7:8", "1:2:3:4:5:6:7:8::"),
            example("IPV6WITHV4")
                    .takes("::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "64:ff9b::192.0.2.1", "::192.0.2.1")
                    .leaves("1:2:192.0.2.1", "::ffff:192.0.2", "1:2:3:4:5:6:7:192.0.2.1"),
            example("IPV6")
                    .takes("2001:db8::1", "fe80::1%eth0", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8")
                    .leaves("2001:db8", "192.0.2.1", "2001:db8:::1"),
            example("IP").takes("192.0.2.1", "2001:db8::1").leaves("example.com"),
            example("HOSTLABEL").takes("a", "a-1", "0".repeat(63)).leaves("-a", "a.b", "0".repeat(64)),
            example("HOSTNAME").takes("a", "www.example.com", "example.com.").leaves("a..b", "a_b", ".a"),
            example("IPORHOST").takes("192.0.2.1", "::1", "www.example.com").leaves("a b"),
            example("HOSTPORT").takes("192.0.2.1:80", "example.com:8080").leaves("example.com", "example.com:0"),
            example("UNIXPATH").takes("/", "/srv/www/a-b.txt", "//a").leaves("srv", "/a b"),
            example("WINPATH").takes("C:\\Windows\\a.txt", "\\\\server\\share").leaves("/srv", "C:a?"),
            example("PATH").takes("/srv", "C:\\a").leaves("srv"),
            example("TTY").takes("/dev/pts/3", "/dev/ttyS0", "/dev/tty1").leaves("/dev/null", "/dev/pts/"),
            example("URIPROTO").takes("http", "svn+ssh").leaves("1http", "a b"),
            example("URIHOST").takes("example.com", "192.0.2.1:80").leaves("example.com:x"),
            example("URIPATH").takes("/", "/a/b.html;x=1").leaves("a", "/a?b"),
            example("URIQUERY").takes("", "a=b&c[]=d").leaves("a b", "a\""),
            example("URIPARAM").takes("?", "?a=b").leaves("a=b", "/?a"),
            example("URIPATHPARAM").takes("/a", "/a?b=c").leaves("?b=c"),
            example("URI")
                    .takes("http://example.com", "https://a:b@example.com:80/c?d=e", "file:///srv")
                    .leaves("example.com", "http:/a"),
            example("MONTH").takes("Jan", "january", "Sept", "MAY", "jun").leaves("Janu", "1", "Mayy"),
            example("MONTHNUM").takes("1", "09", "12").leaves("0", "13", "001"),
            example("MONTHNUM2").takes("01", "12").leaves("1", "13", "00"),
            example("MONTHDAY").takes("1", "09", "31").leaves("0", "32", "00"),
            example("DAY").takes("Mon", "tuesday", "Thurs", "SUN").leaves("M", "Monda"),
            example("YEAR").takes("2026", "26").leaves("6", "206", "20266"),
            example("HOUR").takes("0", "09", "23").leaves("24", "-1"),
            example("MINUTE").takes("00", "59").leaves("60", "0"),
            example("SECOND").takes("0", "59", "60", "05.123", "05,5").leaves("61", "05."),
            example("TIME").takes("12:00:00", "1:02:03.5").leaves("12:00", "24:00:00"),
            example("DATE_US").takes("01/31/2026", "1-31-26").leaves("31/01/2026"),
            example("DATE_EU").takes("31.01.2026", "31/1/26").leaves("01/31/2026", "2026-01-31"),
            example("DATE").takes("01/31/2026", "31.01.2026").leaves("2026-01-31"),
            example("DATESTAMP")
                    .takes("31.01.2026 12:00:00", "01/31/26-12:00:00")
                    .leaves("31.01.2026"),
            example("ISO8601_TIMEZONE").takes("Z", "+01:00", "-0530", "+01").leaves("z", "01:00"),
            example("ISO8601_SECOND").takes("0", "59.5", "60").leaves("61"),
            example("TIMESTAMP_ISO8601")
                    .takes("2026-01-31T12:00:00.123Z", "2026-01-31 12:00:00,123", "2026-01-31T12:00+01:00")
                    .leaves("2026-01-31", "31-01-2026T12:00:00"),
            example("TZ").takes("UTC", "CEST", "PST").leaves("utc", "U"),
            example("DATESTAMP_RFC822").takes("Sat Jan 31 2026 12:00:00 UTC").leaves("Sat, 31 Jan 2026 12:00:00 UTC"),
            example("DATESTAMP_RFC2822")
                    .takes("Sat, 31 Jan 2026 12:00:00 +0100")
                    .leaves("Sat Jan 31 2026 12:00:00 UTC"),
            example("DATESTAMP_OTHER").takes("Sat Jan 31 12:00:00 UTC 2026").leaves("Sat Jan 31 12:00:00 2026"),
            example("DATESTAMP_EVENTLOG").takes("20260131120000").leaves("20261331120000"),
            example("HTTPDATE")
                    .takes("31/Jan/2026:12:00:00 +0100")
                    .leaves("31/Jan/2026 12:00:00", "31/01/2026:12:00:00 +0100"),
            example("HTTPDERROR_DATE").takes("Sat Jan 31 12:00:00.123456 2026").leaves("Sat Jan 31 2026"),
            example("SYSLOGTIMESTAMP")
                    .takes("Jan 31 12:00:00", "Jan  1 12:00:00")
                    .leaves("Jan 31", "2026 Jan 31 12:00:00"),
            example("PROG").takes("sshd", "postfix/smtpd").leaves("a b", "a[1]"),
            example("SYSLOGPROG").takes("cron", "sshd[123]").leaves("sshd[]", "a b"),
            example("SYSLOGHOST").takes("db-1", "192.0.2.1").leaves("db 1"),
            example("SYSLOGFACILITY").takes("<1.6>").leaves("<1>", "1.6"),
            example("SYSLOGBASE")
                    .takes("Jan 31 12:00:00 db-1 sshd[123]:", "Jan  1 12:00:00 <4.6> db-1 cron:")
                    .leaves("Jan 31 12:00:00 sshd[123]:"),
            example("LOGLEVEL").takes("INFO", "warning", "Err", "crit", "emerg").leaves("LOUD", ""),
            example("HTTPD_COMMONLOG")
                    .takes(
                            ACCESS,
                            "::1 - - [31/Jan/2026:12:00:00 +0100] \"-\" 408 -",
                            "db-1 - a@b.c [31/Jan/2026:12:00:00 +0100] \"GET /\" - 0")
                    .leaves(ACCESS + " ", "203.0.113.7 - - [now] \"GET / HTTP/1.1\" 200 1"),
            example("HTTPD_COMBINEDLOG")
                    .takes(ACCESS + " \"-\" \"Agent \\\"x\\\"/1.0 (a; b)\"")
                    .leaves(ACCESS),
            example("COMMONAPACHELOG").takes(ACCESS).leaves(ACCESS + " \"-\" \"-\""),
            example("COMBINEDAPACHELOG")
                    .takes(ACCESS + " \"http://example.com/\" \"\"")
                    .leaves(ACCESS + " \"-\""),
            example("HTTPD20_ERRORLOG")
                    .takes(ERROR_2_0, "[Sat Jan 31 12:00:00 2026] [notice] started")
                    .leaves(ERROR_2_4),
            example("HTTPD24_ERRORLOG")
                    .takes(ERROR_2_4, "[Sat Jan 31 12:00:00.123456 2026] [:notice] [pid 1] started")
                    .leaves(ERROR_2_0),
            example("HTTPD_ERRORLOG").takes(ERROR_2_0, ERROR_2_4).leaves(ACCESS));

    private static Example example(String name) {
        return new Example(name, List.of(), List.of());
    }

    @Test
    void eachHasAnExample() {
        Set<String> named = new HashSet<>(EXAMPLES.stream().map(Example::name).toList());

        assertThat(named).isEqualTo(StandardPatterns.ALL.keySet());
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void takesWhatItMeans(Example example) {
        Pattern pattern = GrokPattern.of(new TextOptions("%{" + example.name + '}'), List.of())
                .regex();

        assertThat(example.takes).isNotEmpty().allMatch(pattern::matches);
        assertThat(example.leaves).isNotEmpty().noneMatch(pattern::matches);
    }

    /** Another implementation has the patterns of Logstash: what it leaves ours do, and what it takes they take. */
    @ParameterizedTest
    @MethodSource
    void meansWhatLogstashMeans(Example example) {
        Grok reference = LOGSTASH.compile("^(?:%{" + example.name + "})$");

        assertThat(example.leaves).noneMatch(text -> matches(reference, text));
        if (!WIDER.contains(example.name)) {
            assertThat(example.takes).allMatch(text -> matches(reference, text));
        }
    }

    static List<Example> meansWhatLogstashMeans() {
        return EXAMPLES.stream()
                .filter(example -> LOGSTASH.getPatternDefinitions().containsKey(example.name))
                .toList();
    }

    private static boolean matches(Grok reference, String text) {
        return !Boolean.TRUE.equals(reference.match(text).isNull());
    }
}
