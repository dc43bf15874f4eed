//! Pictures from a folder of uploads.

use std::path::Path;

use umbel_core::content::Media;

use crate::support::{export, item, meta, notes, on_each_engine};

fn draw(path: &Path, width: u32, height: u32) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, 120])
    });
    picture.save(path).unwrap();
}

fn attachment(number: i64, parent: i64, file: &str, more: &str) -> String {
    item(
        "attachment",
        number,
        &format!("a{number}"),
        "",
        &format!(
            "<wp:post_parent>{parent}</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/{file}\
             </wp:attachment_url><excerpt:encoded>A caption</excerpt:encoded>{more}"
        ),
    )
    .replace("<wp:status>publish", "<wp:status>inherit")
}

fn gallery_export() -> Vec<u8> {
    let text = "<a href=\"https://old.example/wp-content/uploads/2014/05/march.jpg\">\
        <img src=\"https://old.example/wp-content/uploads/2014/05/march-300x200.jpg\" width=\"300\" /></a>\n\n[gallery]";
    export(
        &[
            item("post", 1, "rally", text, &meta("_thumbnail_id", "5")),
            attachment(
                5,
                1,
                "2014/05/march.jpg",
                &meta("_wp_attachment_image_alt", "A &amp; march"),
            ),
            attachment(6, 1, "2014/05/flag.png", ""),
            attachment(7, 1, "2014/05/missing.jpg", ""),
            attachment(8, 0, "2014/05/leaflet.pdf", ""),
            attachment(9, 0, "../../../etc/passwd", ""),
            attachment(10, 0, "2014/05/broken.jpg", ""),
        ]
        .concat(),
    )
}

fn uploads(folder: &Path) {
    draw(&folder.join("2014/05/march.jpg"), 1200, 800);
    draw(&folder.join("flag.png"), 300, 200);
    std::fs::write(folder.join("2014/05/leaflet.pdf"), "%PDF-1.4").unwrap();
    std::fs::write(folder.join("2014/05/broken.jpg"), b"\xff\xd8\xff\xe0 no picture").unwrap();
    std::fs::write(folder.join("passwd"), "root").unwrap();
}

#[test]
fn pictures_become_ours() {
    on_each_engine(|fixture| {
        let folder = fixture.folder.path().join("uploads");
        std::fs::create_dir(&folder).unwrap();
        uploads(&folder);
        let report = fixture.import_with_media(&gallery_export(), &folder);
        assert_eq!(report.attachments, 2, "{}", report.text());
        let post = fixture.post("rally");
        let id = post.picture_id.unwrap();
        let picture = fixture.read(|scope| Media::by_id(scope, &[id])).remove(&id).unwrap();
        assert_eq!(
            (picture.alt.as_str(), picture.caption.as_str()),
            ("A & march", "A caption")
        );
        assert_eq!(
            (picture.width, picture.height, picture.fallback.as_str()),
            (1200, 800, "jpg")
        );
        assert_eq!(picture.stored_widths(), [480, 960]);
        assert_eq!(picture.original_name, "march.jpg");

        let src = picture.path(960, "jpg");
        assert!(post.html.contains(&format!("src=\"{src}\"")), "{}", post.html);
        assert!(
            post.html.contains(&format!("href=\"{}\"", picture.largest_path())),
            "{}",
            post.html
        );
        assert!(!post.html.contains("old.example"), "{}", post.html);
        assert_eq!(
            post.html.matches("<img").count(),
            3,
            "one in the text, two in the gallery: {}",
            post.html
        );
        for width in [480, 960] {
            for format in ["jpg", "webp"] {
                let name = format!("{}-{width}.{format}", picture.base_name);
                assert!(fixture.media.resolve(fixture.site.number(), &name).unwrap().is_file());
            }
        }
        assert!(notes(&report, "attachment 7", "missing file"));
        assert!(notes(&report, "attachment 8", "Only pictures"));
        assert!(notes(&report, "attachment 10", "damaged"));
        assert!(notes(&report, "attachment 9", "passwd"));
    });
}

#[test]
fn pictures_that_come_later_are_put_in() {
    on_each_engine(|fixture| {
        let without = fixture.import(&gallery_export());
        assert_eq!(without.attachments, 0);
        assert!(notes(&without, "attachment 5", "no folder"));
        assert_eq!(fixture.post("rally").picture_id, None);

        let folder = fixture.folder.path().join("uploads");
        std::fs::create_dir(&folder).unwrap();
        uploads(&folder);
        let with = fixture.import_with_media(&gallery_export(), &folder);
        assert_eq!((with.posts, with.attachments), (0, 2));
        let post = fixture.post("rally");
        assert!(
            post.picture_id.is_some() && post.html.contains("/media/"),
            "{}",
            post.html
        );

        let again = fixture.import_with_media(&gallery_export(), &folder);
        assert_eq!((again.attachments, again.already_there), (0, with.already_there + 2));
        assert_eq!(fixture.post("rally"), post);
    });
}

#[test]
fn a_dry_run_stores_no_files() {
    on_each_engine(|fixture| {
        let folder = fixture.folder.path().join("uploads");
        std::fs::create_dir(&folder).unwrap();
        uploads(&folder);
        let options = umbel_wordpress_import::import::ImportOptions {
            media_dir: Some(folder),
            dry_run: true,
        };
        let report = fixture.import_with(&gallery_export(), &options);
        assert_eq!(report.attachments, 2);
        assert!(!fixture.media.root.exists());
    });
}
