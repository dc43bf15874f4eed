//! Writing XML, one element after another.

use std::io::Write;

use crate::lists::{escaped, is_xml};

/// XML that is being written. The first thing that goes wrong is told at the end.
pub(super) struct Xml<'w> {
    to: &'w mut dyn Write,
    error: Option<std::io::Error>,
}

impl<'w> Xml<'w> {
    pub(super) fn new(to: &'w mut dyn Write) -> Self {
        Self { to, error: None }
    }

    /// Text as it is: markup of ours.
    pub(super) fn raw(&mut self, text: &str) {
        if self.error.is_none()
            && let Err(error) = self.to.write_all(text.as_bytes())
        {
            self.error = Some(error);
        }
    }

    /// An element with plain text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.raw(&format!("<{name}>{}</{name}>\n", escaped(text)));
    }

    /// An element with text that may be markup of others.
    pub(super) fn data(&mut self, name: &str, text: &str) {
        self.raw(&format!("<{name}>{}</{name}>\n", cdata(text)));
    }

    /// An element with a number.
    pub(super) fn number(&mut self, name: &str, number: i64) {
        self.raw(&format!("<{name}>{number}</{name}>\n"));
    }

    /// A key with a value that WordPress remembers about an item.
    pub(super) fn meta(&mut self, key: &str, value: &str) {
        self.raw("<wp:postmeta>\n");
        self.data("wp:meta_key", key);
        self.data("wp:meta_value", value);
        self.raw("</wp:postmeta>\n");
    }

    /// A term an item carries.
    pub(super) fn term(&mut self, taxonomy: &str, slug: &str, name: &str) {
        self.raw(&format!(
            "<category domain=\"{}\" nicename=\"{}\">{}</category>\n",
            escaped(taxonomy),
            escaped(slug),
            cdata(name)
        ));
    }

    /// Ends the writing.
    ///
    /// # Errors
    /// The first thing that went wrong.
    pub(super) fn finish(self) -> std::io::Result<()> {
        match self.error {
            Some(error) => Err(error),
            None => self.to.flush(),
        }
    }
}

fn cdata(text: &str) -> String {
    let allowed: String = text.chars().filter(|character| is_xml(*character)).collect();
    format!("<![CDATA[{}]]>", allowed.replace("]]>", "]]]]><![CDATA[>"))
}

/// Plain words as HTML has them, for where WordPress expects HTML.
pub(super) fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_early() {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out);
        xml.data("a", "x]]>y\u{0}<b>&");
        xml.text("b", "1 < 2 & \"3\"\u{8}");
        xml.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "<a><![CDATA[x]]]]><![CDATA[>y<b>&]]></a>\n<b>1 &lt; 2 &amp; &quot;3&quot;</b>\n"
        );
    }
}
