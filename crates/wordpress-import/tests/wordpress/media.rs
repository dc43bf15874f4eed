//! Pictures and recordings: ours are shown, others' are linked to.

use umbel_wordpress_import::content::{NoteKind, clean};

use crate::support::{KnownMedia, html, notes};

fn known() -> KnownMedia {
    KnownMedia::default()
        .with("https://old.example/uploads/a.jpg", 7, 1)
        .with("https://old.example/uploads/b.jpg", 8, 1)
        .with("https://old.example/uploads/c.mp3", 9, 1)
        .with("https://old.example/uploads/d.pdf", 10, 2)
        .with_link("https://old.example/2014/05/hello/", "/blog/hello")
}

fn cleaned(source: &str) -> String {
    clean(source, 1, &mut known()).html.replace('\n', "")
}

const A: &str =
    "<img src=\"https://files.umbel.example/7/a.jpg\" alt=\"A\" width=\"600\" height=\"400\" loading=\"lazy\">";

#[test]
fn known_pictures_are_shown_from_here() {
    assert_eq!(
        cleaned(
            "<img class=\"alignright size-medium wp-image-7\" src=\"https://old.example/uploads/a.jpg?w=600\" alt=\"A\" width=\"600\" height=\"100\" srcset=\"x\">"
        ),
        format!("<p>{}</p>", A.replace("<img", "<img class=\"align-right\""))
    );
    // The address is that of a size nobody kept; the number is known.
    assert!(
        cleaned("<img class=\"wp-image-7\" src=\"https://old.example/uploads/a-300x200.jpg\">")
            .contains("/7/a.jpg\" alt=\"alt 7\" width=\"1200\"")
    );
    assert_eq!(
        html("<img src=\"/media/x.jpg\" alt=\"x\">"),
        "<p><img src=\"/media/x.jpg\" alt=\"x\" loading=\"lazy\"></p>"
    );
}

#[test]
fn foreign_pictures_become_links() {
    let source = "<img src=\"https://tracker.example/x.jpg\" alt=\"A march\"> <a href=\"/y\"><img src=\"//tracker.example/z%20z.jpg\"></a> <img src=\"https://tracker.example/p.gif\" width=\"1\" height=\"1\"> <img src=\"data:image/gif;base64,R0\" alt=\"dot\">";
    assert_eq!(
        html(source),
        "<p><a href=\"https://tracker.example/x.jpg\" rel=\"noopener noreferrer\">A march</a> <a href=\"/y\" rel=\"noopener noreferrer\">z z.jpg</a>  dot</p>"
    );
    assert_eq!(
        notes(source)[0],
        (NoteKind::ForeignImage, "https://tracker.example/x.jpg".to_owned())
    );
}

#[test]
fn captions_become_figures() {
    let image =
        "<img class=\"wp-image-7\" src=\"https://old.example/uploads/a.jpg\" alt=\"A\" width=\"600\" height=\"400\" />";
    for source in [
        format!(
            "[caption id=\"attachment_7\" align=\"alignleft\" width=\"600\"]{image} On the <em>wharf</em>[/caption]"
        ),
        format!("[caption align=\"alignleft\" caption=\"On the <em>wharf</em>\"]{image}[/caption]"),
        format!(
            "<div class=\"wp-caption alignleft\">{image}<p class=\"wp-caption-text\">On the <em>wharf</em></p></div>"
        ),
    ] {
        assert_eq!(
            cleaned(&source),
            format!("<figure class=\"align-left\">{A}<figcaption>On the <em>wharf</em></figcaption></figure>"),
            "{source}"
        );
    }
    assert_eq!(
        cleaned(&format!(
            "Text [caption]<a href=\"https://old.example/uploads/a.jpg\">{image}</a> Wharf[/caption] more"
        )),
        format!(
            "<p>Text</p><figure><a href=\"/media/7/large/a.jpg\" rel=\"noopener noreferrer\">{A}</a><figcaption>Wharf</figcaption></figure><p>more</p>"
        )
    );
}

#[test]
fn galleries_show_what_is_known() {
    let all = cleaned("[gallery]");
    assert!(
        all.starts_with("<div class=\"gallery\"><figure><a href=\"/media/7/large/a.jpg\""),
        "{all}"
    );
    assert!(all.contains("<figcaption>Caption &lt;8&gt;</figcaption>"), "{all}");
    assert_eq!(all.matches("<figure>").count(), 2, "the recording is no picture: {all}");
    let listed = cleaned("a [gallery ids=\"8, 99\" link=\"none\"] b");
    assert_eq!(listed.matches("<figure>").count(), 1);
    assert!(
        listed.starts_with("<p>a</p><div class=\"gallery\"><figure><img src=\"https://files.umbel.example/8/b.jpg\""),
        "{listed}"
    );
    assert_eq!(
        notes("[gallery ids=\"1\"]"),
        [(NoteKind::MissingMedia, "gallery".to_owned())]
    );
    let old = cleaned(
        "<!-- wp:gallery --><ul class=\"wp-block-gallery columns-2\"><li class=\"blocks-gallery-item\"><figure><img src=\"https://old.example/uploads/a.jpg\" alt=\"A\" width=\"600\"/><figcaption>x</figcaption></figure></li></ul><!-- /wp:gallery -->",
    );
    assert_eq!(
        old,
        format!("<div class=\"gallery\"><figure>{A}<figcaption>x</figcaption></figure></div>")
    );
}

#[test]
fn recordings_of_ours_are_played() {
    assert_eq!(
        cleaned("[audio mp3=\"https://old.example/uploads/c.mp3\" ogg=\"https://other.example/c.ogg\"][/audio]"),
        "<figure><audio controls=\"\" preload=\"none\" src=\"https://files.umbel.example/9/c.mp3\"></audio></figure>"
    );
    assert_eq!(
        cleaned("https://old.example/uploads/c.mp3"),
        "<audio controls=\"\" preload=\"none\" src=\"https://files.umbel.example/9/c.mp3\"></audio>"
    );
    assert!(cleaned("[playlist]").contains("<ul class=\"playlist\"><li>Caption &lt;9&gt;<br><audio"));
    let source = "[video src=\"https://other.example/v.mp4\"]";
    assert_eq!(
        html(source),
        "<p class=\"embed-card\"><a href=\"https://other.example/v.mp4\" rel=\"noopener noreferrer\">v.mp4</a></p>"
    );
    assert_eq!(
        notes(source),
        [(NoteKind::ForeignMedia, "https://other.example/v.mp4".to_owned())]
    );
}

#[test]
fn files_and_links_lead_here() {
    assert_eq!(
        cleaned(
            "<!-- wp:file --><div class=\"wp-block-file\"><object class=\"wp-block-file__embed\" data=\"https://old.example/uploads/d.pdf\"></object><a href=\"https://old.example/uploads/d.pdf\">Flyer</a><a href=\"https://old.example/uploads/d.pdf\" class=\"wp-block-file__button\" download>Download</a></div><!-- /wp:file -->"
        ),
        "<p class=\"file\"><a href=\"/media/10/large/d.pdf\" rel=\"noopener noreferrer\">Flyer</a></p>"
    );
    assert_eq!(
        cleaned(
            "<a href=\"https://old.example/2014/05/hello/\" target=\"_blank\" onclick=\"x\">Hello</a> <a href=\"javascript:alert(1)\">no</a> <a href=\"tel:123\">call</a>"
        ),
        "<p><a href=\"/blog/hello\" rel=\"noopener noreferrer\">Hello</a> no <a href=\"tel:123\" rel=\"noopener noreferrer\">call</a></p>"
    );
    assert_eq!(
        cleaned("https://old.example/2014/05/hello/"),
        "<p class=\"embed-card\"><a href=\"/blog/hello\" rel=\"noopener noreferrer\">old.example/2014/05/hello</a></p>"
    );
}

#[test]
fn covers_show_their_picture() {
    assert_eq!(
        cleaned(
            "<!-- wp:cover --><div class=\"wp-block-cover alignfull\" style=\"background-image:url(https://old.example/uploads/a.jpg)\"><div class=\"wp-block-cover__inner-container\"><p>x</p></div></div><!-- /wp:cover -->"
        ),
        "<div class=\"cover align-full\"><img src=\"https://files.umbel.example/7/a.jpg\" alt=\"\" width=\"1200\" height=\"800\" loading=\"lazy\"><p>x</p></div>"
    );
}
