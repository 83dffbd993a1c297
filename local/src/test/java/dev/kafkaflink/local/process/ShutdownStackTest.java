package dev.kafkaflink.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownStackTest {
    private final List<String> closed = new ArrayList<>();
    private final ShutdownStack stack = new ShutdownStack();

    @Test
    void closesTheLastRegisteredFirst() {
        stack.push("folder", () -> closed.add("folder"));
        stack.push("process", () -> closed.add("process"));

        stack.closeAll();

        assertThat(closed).containsExactly("process", "folder");
    }

    @Test
    void leavesOutWhatWasRemoved() {
        stack.push("folder", () -> closed.add("folder")).remove();

        stack.closeAll();

        assertThat(closed).isEmpty();
    }

    @Test
    void aFailureDoesNotKeepTheOthersOpen() {
        stack.push("folder", () -> closed.add("folder"));
        stack.push("process", () -> {
            throw new IOException("a failure on purpose");
        });

        stack.closeAll();

        assertThat(closed).containsExactly("folder");
    }

    @Test
    void acceptsNothingOnceItCloses() {
        stack.closeAll();

        assertThatThrownBy(() -> stack.push("late", () -> closed.add("late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("late comes too late");
    }
}
