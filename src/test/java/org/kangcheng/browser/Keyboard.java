package org.kangcheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Somebody who cannot use a mouse: Tab, Enter and the letters. Wherever she stands she must see that she stands there. */
final class Keyboard {
    private static final int PATIENCE = 120;

    private final Window window;

    Keyboard(Window window) {
        this.window = window;
    }

    /** Goes on by Tab until the focus is on what is wanted: an element, or one with this text. */
    Keyboard to(String element, String text) {
        for (int tabs = 0; tabs < PATIENCE; tabs++) {
            if (stands(element, text)) {
                assertThat(outlined()).as("the focus shows on %s", element).isTrue();
                return this;
            }
            window.page.keyboard().press("Tab");
        }
        throw new AssertionError("no way by Tab to " + element + " " + text + " on " + window.page.url());
    }

    Keyboard to(String element) {
        return to(element, "");
    }

    Keyboard write(String text) {
        window.page.keyboard().type(text);
        return this;
    }

    /** Follows the link, presses the button or sends the form. */
    Keyboard enter() {
        window.enter();
        return this;
    }

    private boolean stands(String element, String text) {
        return (Boolean) window.page.evaluate("""
                ([element, text]) => document.activeElement.matches(element)
                    && document.activeElement.textContent.includes(text)""", List.of(element, text));
    }

    private boolean outlined() {
        return (Boolean) window.page.evaluate("""
                () => {
                    const style = getComputedStyle(document.activeElement);
                    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
                }""");
    }
}
