//! Texts of the classic editor: paragraphs, shortcodes, and what people pasted.

use umbel_wordpress_import::content::NoteKind;

use crate::support::{cleaned, html, notes};

#[test]
fn paragraphs_are_made() {
    assert_eq!(
        html(
            "We march.\nBring water.\n\n<h2>Where</h2>\nThe common.\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<blockquote>c</blockquote>"
        ),
        "<p>We march.<br>Bring water.</p><h2>Where</h2><p>The common.</p><ul><li>a</li><li>b</li></ul><blockquote><p>c</p></blockquote>"
    );
    assert_eq!(html("a\n\n&nbsp;\n\n<p>&nbsp;</p>\n\nb"), "<p>a</p><p>b</p>");
    assert_eq!(html("a < b & c > d"), "<p>a &lt; b &amp; c &gt; d</p>");
}

#[test]
fn what_people_write_in_brackets_stays() {
    assert_eq!(
        html("It is [sic] true [1] [[gallery]] [foo bar=\"1\"]x[/foo] [...]"),
        "<p>It is [sic] true [1] [gallery] [foo bar=\"1\"]x[/foo] [...]</p>"
    );
    assert_eq!(
        html("<code>[[gallery ids=\"1\"]]</code> and <pre>[gallery]</pre>"),
        "<p><code>[gallery ids=\"1\"]</code> and</p><pre>[gallery]</pre>"
    );
    assert_eq!(
        html("[[caption]x[/caption]] <a title=\"[gallery]\" href=\"/x\">y</a>"),
        "<p>[caption]x[/caption] <a href=\"/x\" title=\"[gallery]\" rel=\"noopener noreferrer\">y</a></p>"
    );
}

#[test]
fn shortcodes_of_plugins_go() {
    let source = "a\n\n[contact-form][contact-field label='Name' type='name'/][/contact-form]\n\n[vc_row][vc_column width=\"1/2\"]b[/vc_column][/vc_row]\n\n[contact-form-7 id=\"5\" title=\"Join\"]";
    assert_eq!(html(source), "<p>a</p><p>b</p>");
    let names: Vec<String> = notes(source)
        .into_iter()
        .map(|(kind, detail)| {
            assert_eq!(kind, NoteKind::UnknownShortcode);
            detail
        })
        .collect();
    assert_eq!(names, ["contact-form", "vc_row", "vc_column", "contact-form-7"]);
}

#[test]
fn addresses_that_were_embedded_become_links() {
    let link = |url: &str, text: &str| {
        format!("<p class=\"embed-card\"><a href=\"{url}\" rel=\"noopener noreferrer\">{text}</a></p>")
    };
    let vimeo = link("https://vimeo.com/42", "Vimeo · vimeo.com/42");
    for source in [
        "https://vimeo.com/42",
        "[embed width=\"300\"]https://vimeo.com/42[/embed]",
        "[vimeo 42]",
        "[vimeo https://vimeo.com/42]",
        "[vimeo url=\"https://vimeo.com/42\"]",
        "<iframe src=\"//player.vimeo.com/video/42?x=1\" width=\"1\"></iframe>",
        "<object><param name=\"movie\" value=\"x\"><embed src=\"https://player.vimeo.com/video/42\"></object>",
    ] {
        assert_eq!(html(source), vimeo, "{source}");
    }
    assert_eq!(
        html("See\nhttps://example.org/a?b=1&c=2\nnow https://example.org/"),
        format!(
            "<p>See</p>{}<p>now https://example.org/</p>",
            link("https://example.org/a?b=1&amp;c=2", "example.org/a?b=1&amp;c=2")
        )
    );
    assert_eq!(
        html("[youtube=https://www.youtube.com/watch?v=abc&w=320]"),
        link(
            "https://www.youtube.com/watch?v=abc&amp;w=320",
            "YouTube · youtube.com/watch?v=abc&amp;w=320"
        )
    );
}

#[test]
fn old_presentation_becomes_classes() {
    assert_eq!(
        html(
            "<center>a</center>\n<p align=\"right\" style=\"color:red\"><font color=\"red\" size=\"7\">b</font> <big>c</big> <tt>d</tt> <strike>e</strike> <acronym title=\"f\">g</acronym> <span style=\"text-decoration:underline\">h</span> <span lang=\"es\">i</span></p><p style=\"text-align: center;\">j</p><a name=\"k\"></a>"
        ),
        "<div class=\"has-text-align-center\">a</div><p class=\"has-text-align-right\">b c <code>d</code> <s>e</s> <abbr title=\"f\">g</abbr> h <span lang=\"es\">i</span></p><p class=\"has-text-align-center\">j</p><p><a id=\"k\" rel=\"noopener noreferrer\"></a></p>"
    );
}

#[test]
fn elements_that_may_not_stand_are_noted() {
    let source = "a<script>alert(1)</script><form action=\"/x\"><input name=\"q\"><button>Go</button></form><style>p{}</style><svg><path/></svg>";
    assert_eq!(html(source), "<p>a</p>");
    let names: Vec<String> = notes(source).into_iter().map(|(_, detail)| detail).collect();
    assert_eq!(names, ["script", "form", "input", "button", "style", "svg"]);
}

#[test]
fn the_mark_for_more_is_found() {
    let text = cleaned("one <!--more Read on--> two");
    assert_eq!(text.html, "<p>one</p>\n<p>two</p>");
    assert_eq!(text.more_at, Some("<p>one</p>\n".len()));
    assert_eq!(cleaned("one\n\n<!--more-->").more_at, None);
    assert_eq!(cleaned("<!--more-->\n\none").more_at, None);
    let half_open = cleaned("<em>one\n\n<!--more-->two</em>");
    assert_eq!(half_open.html, "<p><em>one</em></p>\n<p><em>two</em></p>");
    assert_eq!(half_open.more_at, Some("<p><em>one</em></p>\n".len()));
}

#[test]
fn right_to_left_texts_keep_their_direction() {
    assert_eq!(
        html("<p dir=\"rtl\" lang=\"ar\">مرحبا</p>"),
        "<p dir=\"rtl\" lang=\"ar\">مرحبا</p>"
    );
}
