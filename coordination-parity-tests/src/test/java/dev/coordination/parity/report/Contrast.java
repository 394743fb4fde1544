// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

/** Finds text whose contrast with its background is below 4.5, as WCAG 2 defines it. */
final class Contrast {

    static final String SCRIPT = """
            const channel = c => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
            const numbers = color => color.match(/[\\d.]+/g).map(Number);
            const luminance = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
            const back = element => {
              for (let e = element; e; e = e.parentElement) {
                const color = numbers(getComputedStyle(e).backgroundColor);
                if (color.length === 3 || color[3] === 1) return color;
              }
              return [255, 255, 255];
            };
            const bad = new Set();
            for (const element of document.querySelectorAll("body *:not(script)")) {
              if (![...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
              const text = luminance(numbers(getComputedStyle(element).color)), ground = luminance(back(element));
              const ratio = (Math.max(text, ground) + .05) / (Math.min(text, ground) + .05);
              if (ratio < 4.5) bad.add(element.tagName + "." + element.className + " " + ratio.toFixed(2));
            }
            return [...bad].join(", ");
            """;

    private Contrast() {}
}
