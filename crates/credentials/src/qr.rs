//! QR codes, drawn as a single path that can stand in a page.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;
use umbel_core::{Error, Result};

/// The light border readers need, in squares.
const MARGIN: usize = 4;

/// `text` as an inline `<svg>`: black on white whatever the theme, and as large as its style says.
///
/// The picture is left out for those who are read the page to (`aria-hidden`); the same text must be there to copy.
///
/// # Errors
/// [`Error::Invalid`] for more text than a code can hold (some 2,300 bytes).
pub fn svg(text: &str) -> Result<String> {
    let code = QRBuilder::new(text)
        .ecl(ECL::M)
        .build()
        .map_err(|_| Error::Invalid("this is too long for a QR code".to_owned()))?;
    let side = code.size + 2 * MARGIN;
    let mut path = String::new();
    for row in 0..code.size {
        let squares = &code[row];
        let mut column = 0;
        while column < code.size {
            let run = squares[column..].iter().take_while(|square| square.value()).count();
            if run > 0 {
                // Neighbours are drawn as one, so that no hair lines show between them.
                let (x, y) = (column + MARGIN, row + MARGIN);
                // Writing into a text cannot fail.
                _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr-code\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Draws the path into squares again and reads them as a camera would.
    fn read(svg: &str) -> String {
        let side: usize = between(svg, "viewBox=\"0 0 ", " ").parse().unwrap();
        let mut dark = vec![false; side * side];
        for bar in between(svg, "<path fill=\"#000\" d=\"", "\"").split('M').skip(1) {
            let number = |before: &str, after: &str| between(bar, before, after).parse::<usize>().unwrap();
            let x: usize = bar.split(' ').next().unwrap().parse().unwrap();
            let (y, run) = (number(" ", "h"), number("h", "v"));
            dark[y * side + x..y * side + x + run].fill(true);
        }
        let scale = 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
            if dark[(y / scale) * side + x / scale] { 0 } else { 255 }
        });
        let (_, text) = image.detect_grids()[0].decode().unwrap();
        text
    }

    fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
        let rest = text.split_once(before).unwrap().1;
        rest.split_once(after).unwrap().0
    }

    #[test]
    fn a_camera_reads_what_was_written() {
        let text = "otpauth://totp/Umbel:ana%40river.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Umbel";
        let svg = svg(text).unwrap();
        assert_eq!(read(&svg), text);
        assert!(svg.len() < 16 * 1024, "{}", svg.len());
    }

    #[test]
    fn nothing_in_it_needs_a_looser_policy() {
        let svg = svg("x").unwrap();
        for foreign in ["style", "<script", "href", "onload", "<image"] {
            assert!(!svg.contains(foreign), "{foreign}");
        }
    }

    #[test]
    fn too_much_text_is_refused() {
        assert!(matches!(svg(&"x".repeat(5_000)), Err(Error::Invalid(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_address_can_be_read_again(text in "[ -~]{1,300}") {
            prop_assert_eq!(read(&svg(&text).unwrap()), text);
        }
    }
}
