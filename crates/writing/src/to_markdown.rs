//! Turning a text that came as HTML into Markdown. What Markdown has no words for stays HTML within it.

use htmd::HtmlToMarkdown;
use htmd::options::{Options, TranslationMode};

/// Where the beginning of a text ends.
const MORE: &str = "<!--more-->";
/// Stands for it while the text is turned: comments are dropped on the way.
const MORE_MEANWHILE: &str = "umbelreadmoreline";

/// HTML as Markdown; none when it cannot be read.
pub(crate) fn to_markdown(html: &str) -> Option<String> {
    let options = Options {
        translation_mode: TranslationMode::Faithful,
        ..Options::default()
    };
    let html = html.replace(MORE, &format!("<p>{MORE_MEANWHILE}</p>"));
    let turned = HtmlToMarkdown::builder().options(options).build().convert(&html).ok()?;
    Some(turned.replace(MORE_MEANWHILE, MORE).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use umbel_core::markdown::{plain_text, to_html};

    #[test]
    fn what_people_write_becomes_markdown() {
        let turned = to_markdown(
            "<h2>Soup</h2><p>Bring <strong>bowls</strong> and a <a href=\"/about\">friend</a>.</p><ul><li>One</li><li>Two</li></ul><!--more--><p>Rest</p>",
        )
        .unwrap();
        for part in ["## Soup", "**bowls**", "[friend](/about)", "One", MORE, "Rest"] {
            assert!(turned.contains(part), "{part} in {turned}");
        }
    }

    #[test]
    fn what_markdown_cannot_say_stays() {
        let turned =
            to_markdown("<p>One</p><details><summary>More</summary><p>Hidden</p></details><p>Two</p>").unwrap();
        let html = to_html(&turned);
        for part in ["<details>", "<summary>", "Hidden", "One", "Two"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn no_word_is_lost() {
        let html = "<p>A <s>struck</s> word, a <sub>small</sub> one.</p><table><tr><th>a</th></tr><tr><td>1</td></tr></table><p>[gallery ids=1]</p>";
        let text = plain_text(&to_html(&to_markdown(html).unwrap()));
        for word in ["struck", "small", "a", "1", "[gallery ids=1]"] {
            assert!(text.contains(word), "{word} in {text}");
        }
    }
}
