//! Texts written with blocks.

use umbel_wordpress_import::content::{NoteKind, clean_with_footnotes, footnotes_from_meta};

use crate::support::{KnownMedia, cleaned, html, notes};

#[test]
fn text_blocks_become_plain_elements() {
    assert_eq!(
        html(
            "<!-- wp:paragraph {\"align\":\"center\"} -->\n<p class=\"has-text-align-center has-large-font-size\" style=\"color:red\">a</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading {\"level\":3} -->\n<h3 class=\"wp-block-heading\" id=\"when\">b</h3>\n<!-- /wp:heading -->"
        ),
        "<p class=\"has-text-align-center\">a</p><h3 id=\"when\">b</h3>"
    );
    assert_eq!(
        html(
            "<!-- wp:list {\"ordered\":true} --><ol start=\"3\"><!-- wp:list-item --><li>a<!-- wp:list --><ul><!-- wp:list-item --><li>b</li><!-- /wp:list-item --></ul><!-- /wp:list --></li><!-- /wp:list-item --></ol><!-- /wp:list -->"
        ),
        "<ol start=\"3\"><li>a<ul><li>b</li></ul></li></ol>"
    );
    assert_eq!(
        html(
            "<!-- wp:pullquote --><blockquote class=\"wp-block-pullquote alignleft\"><p>a</p></blockquote><!-- /wp:pullquote -->"
        ),
        "<figure class=\"align-left pullquote\"><blockquote><p>a</p></blockquote></figure>"
            .replace("align-left pullquote", "pullquote align-left")
    );
    assert_eq!(
        html(
            "<!-- wp:verse --><pre class=\"wp-block-verse\">a</pre><!-- /wp:verse --><!-- wp:code --><pre class=\"wp-block-code\"><code>&lt;b></code></pre><!-- /wp:code -->"
        ),
        "<pre class=\"verse\">a</pre><pre><code>&lt;b&gt;</code></pre>"
    );
}

#[test]
fn boxes_keep_what_they_hold() {
    assert_eq!(
        html(
            "<!-- wp:columns --><div class=\"wp-block-columns alignwide\"><!-- wp:column --><div class=\"wp-block-column\" style=\"flex-basis:30%\"><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->"
        ),
        "<div class=\"columns align-wide\"><div class=\"column\"><p>a</p></div></div>"
    );
    assert_eq!(
        html(
            "<!-- wp:group --><div class=\"wp-block-group\"><div class=\"wp-block-group__inner-container\"><p>a</p></div></div><!-- /wp:group -->"
        ),
        "<div class=\"group\"><p>a</p></div>"
    );
    assert_eq!(
        html(
            "<!-- wp:buttons --><div class=\"wp-block-buttons\"><!-- wp:button --><div class=\"wp-block-button\"><a class=\"wp-block-button__link\" href=\"/join\">Join</a></div><!-- /wp:button --><!-- wp:button --><div class=\"wp-block-button\"><a class=\"wp-block-button__link\">Nowhere</a></div><!-- /wp:button --></div><!-- /wp:buttons -->"
        ),
        "<p class=\"buttons\"><a class=\"button\" href=\"/join\" rel=\"noopener noreferrer\">Join</a> Nowhere</p>"
    );
    assert_eq!(
        html(
            "<!-- wp:social-links --><ul class=\"wp-block-social-links\"><!-- wp:social-link {\"url\":\"https://example.social/@us\",\"service\":\"mastodon\"} /--><!-- wp:social-link {\"url\":\"#\",\"service\":\"x\"} /--></ul><!-- /wp:social-links -->"
        ),
        "<ul class=\"social-links\"><li><a href=\"https://example.social/@us\" rel=\"noopener noreferrer\">Mastodon</a></li></ul>"
    );
    assert_eq!(
        html(
            "<!-- wp:details --><details class=\"wp-block-details\" open><summary>a</summary><p>b</p></details><!-- /wp:details --><!-- wp:spacer --><div style=\"height:100px\" class=\"wp-block-spacer\"></div><!-- /wp:spacer --><!-- wp:separator --><hr class=\"wp-block-separator\"/><!-- /wp:separator -->"
        ),
        "<details open=\"\"><summary>a</summary><p>b</p></details><hr>"
    );
}

#[test]
fn blocks_that_the_site_builds_leave_a_note() {
    let source = "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --><!-- wp:latest-posts {\"postsToShow\":3} /--><!-- wp:query --><div class=\"wp-block-query\"><p>never</p></div><!-- /wp:query -->";
    assert_eq!(html(source), "<p>a</p>");
    let details: Vec<String> = notes(source)
        .into_iter()
        .map(|(kind, detail)| {
            assert_eq!(kind, NoteKind::UnknownBlock);
            detail
        })
        .collect();
    assert!(details[0].starts_with("latest-posts: built by the site"), "{details:?}");
    assert!(details[1].starts_with("query: "), "{details:?}");
}

#[test]
fn blocks_of_plugins_keep_their_words() {
    let source = "<!-- wp:acme/fancy --><div class=\"acme\"><p>a</p></div><!-- /wp:acme/fancy --><!-- wp:jetpack/contact-form --><div><p>Your name</p></div><!-- /wp:jetpack/contact-form --><!-- wp:block {\"ref\":12} /-->";
    assert_eq!(html(source), "<p>a</p>");
    let notes = notes(source);
    assert_eq!(notes[0], (NoteKind::UnknownBlock, "acme/fancy".to_owned()));
    assert!(notes[1].1.contains("forms"), "{notes:?}");
    assert!(notes[2].1.contains("12"), "{notes:?}");
}

#[test]
fn embedded_pages_become_links() {
    let source = "<!-- wp:embed {\"url\":\"https://youtu.be/abc\"} --><figure class=\"wp-block-embed is-provider-youtube\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/abc\n</div><figcaption>Our <b>march</b></figcaption></figure><!-- /wp:embed -->";
    assert_eq!(
        html(source),
        "<p class=\"embed-card\"><a href=\"https://youtu.be/abc\" rel=\"noopener noreferrer\">YouTube · youtu.be/abc</a><br>Our <b>march</b></p>"
    );
    assert_eq!(
        notes(source),
        [(NoteKind::EmbedAsLink, "https://youtu.be/abc".to_owned())]
    );
    assert_eq!(
        html("<!-- wp:embed {\"url\":\"https://vimeo.com/1\"} /-->"),
        "<p class=\"embed-card\"><a href=\"https://vimeo.com/1\" rel=\"noopener noreferrer\">Vimeo · vimeo.com/1</a></p>"
    );
}

#[test]
fn text_between_blocks_follows_the_classic_rule() {
    assert_eq!(
        html("one\n\ntwo<!-- wp:html --><div class=\"x\">three\n\nfour</div><!-- /wp:html -->five"),
        "<p>one</p><p>two</p><div>threefour</div><p>five</p>"
    );
}

#[test]
fn the_mark_for_more_is_found_behind_whole_blocks() {
    let cleaned = cleaned(
        "<!-- wp:group --><div class=\"wp-block-group\"><p>a</p><!-- wp:more --><!--more Read on--><!-- /wp:more --><p>b</p></div><!-- /wp:group --><!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage --><p>c</p>",
    );
    let (before, after) = cleaned.html.split_at(cleaned.more_at.unwrap());
    assert_eq!(before.trim(), "<div class=\"group\"><p>a</p><p>b</p></div>");
    assert_eq!(after.trim(), "<p>c</p>");
    assert_eq!(cleaned.notes[0].kind, NoteKind::PageBreak);
}

#[test]
fn footnotes_are_set_where_they_are_wanted() {
    let source = "<!-- wp:paragraph --><p>a<sup data-fn=\"f1\" class=\"fn\"><a href=\"#f1\" id=\"f1-link\">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->";
    let footnotes = footnotes_from_meta(
        "[{\"content\":\"See <em>here</em><script>x</script>\",\"id\":\"f1\"},{\"id\":\"\\\"><x\",\"content\":\"y\"}]",
    );
    assert_eq!(footnotes.len(), 1);
    let cleaned = clean_with_footnotes(source, 1, &footnotes, &mut KnownMedia::default());
    assert_eq!(
        cleaned.html,
        "<p>a<sup class=\"footnote\"><a href=\"#f1\" id=\"f1-link\" rel=\"noopener noreferrer\">1</a></sup></p><ol class=\"footnotes\"><li id=\"f1\">See <em>here</em> <a href=\"#f1-link\" rel=\"noopener noreferrer\">↩</a></li></ol>"
    );
    assert_eq!(footnotes_from_meta("nonsense"), []);
}
