package dev.kafkaflink.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void noPortIsGivenTwice() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(ports.add(Ports.free())).isTrue();
        }
    }

    @Test
    void aGivenPortIsReservedAgainstOtherPrograms() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());

        assertThatThrownBy(() -> new DatagramSocket(address)).isInstanceOf(BindException.class);
    }

    @Test
    void aPortThatSomebodyListensOnIsNotFree() throws IOException {
        int port = Ports.free();
        assertThat(Ports.isFree(port)).isTrue();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void aStartThatFindsItsPortTakenIsTriedAgain() throws InterruptedException {
        int[] starts = {0};

        String result = Ports.retryWhenTaken(() -> {
            if (++starts[0] < 3) {
                throw new ProcessFailedException("taken", true, null);
            }
            return "up";
        });

        assertThat(result).isEqualTo("up");
    }

    @Test
    void anotherFailureIsNotTriedAgain() {
        int[] starts = {0};

        assertThatThrownBy(() -> Ports.retryWhenTaken(() -> {
                    starts[0]++;
                    throw new ProcessFailedException("broken", false, null);
                }))
                .hasMessage("broken");
        assertThat(starts[0]).isEqualTo(1);
    }
}
