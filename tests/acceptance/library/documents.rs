//! Documents and recordings: what tells about people is taken out, and they are sent so that no browser runs them.

use super::kit::{at_boston, media, prepare, stored};
use crate::support::network::BOSTON;
use crate::support::{TestApp, on_each_engine};
use std::io::{Cursor, Write};
use umbel_core::content::{MediaKind, MediaState};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SECRET: &str = "Maria Secreta";

/// An archive with these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn wav() -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| [name, &(body.len() as u32).to_le_bytes(), body].concat();
    [
        b"RIFF\0\0\0\0WAVE".to_vec(),
        chunk(b"fmt ", &[1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0]),
        chunk(b"LIST", format!("INFOIART{SECRET}!").as_bytes()),
        chunk(b"data", &[0x80; 4000]),
    ]
    .concat()
}

/// One of each kind, with a name in it that must not stay: file name, bytes, ending.
fn all() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let author = format!("<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>");
    let meta = format!("<office:meta><dc:creator>{SECRET}</dc:creator></office:meta>");
    let office = |main: &'static str| {
        archive(&[
            ("[Content_Types].xml", b"<Types/>"),
            (main, b"<text>Minutes</text>"),
            ("docProps/core.xml", author.as_bytes()),
        ])
    };
    let open = |kind: &str| {
        archive(&[
            (
                "mimetype",
                format!("application/vnd.oasis.opendocument.{kind}").as_bytes(),
            ),
            ("content.xml", b"<text>Minutes</text>"),
            ("meta.xml", meta.as_bytes()),
        ])
    };
    let tag = [
        b"ID3\x03\0\0\0\0\x01\x00".as_slice(),
        &[SECRET.as_bytes(), &[0; 115]].concat(),
    ]
    .concat();
    let boxed = |name: &[u8], body: &[u8]| [((body.len() + 8) as u32).to_be_bytes().as_slice(), name, body].concat();
    let handler = [&[0; 8], b"soun".as_slice(), &[0; 12], b"\0"].concat();
    let moov = [
        boxed(b"trak", &boxed(b"mdia", &boxed(b"hdlr", &handler))),
        boxed(b"udta", SECRET.as_bytes()),
    ]
    .concat();
    vec![
        (
            "plan.pdf",
            format!("%PDF-1.4\n1 0 obj<</Author ({SECRET})>>").into_bytes(),
            "pdf",
        ),
        ("letter.docx", office("word/document.xml"), "docx"),
        ("budget.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("talk.pptx", office("ppt/presentation.xml"), "pptx"),
        ("letter.odt", open("text"), "odt"),
        ("budget.ods", open("spreadsheet"), "ods"),
        ("talk.odp", open("presentation"), "odp"),
        ("book.epub", archive(&[("mimetype", b"application/epub+zip")]), "epub"),
        ("notes.txt", "Wir hören uns".into(), "txt"),
        ("people.csv", b"name;town\nAna;Vigo\n".to_vec(), "csv"),
        ("walk.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(), "ics"),
        ("us.vcf", b"BEGIN:VCARD\r\nEND:VCARD\r\n".to_vec(), "vcf"),
        (
            "song.mp3",
            [tag, [&[0xFF, 0xFB, 0x90, 0x64][..], &[7; 4000]].concat()].concat(),
            "mp3",
        ),
        ("song.wav", wav(), "wav"),
        (
            "song.m4a",
            [
                boxed(b"ftyp", b"M4A isom"),
                boxed(b"moov", &moov),
                boxed(b"mdat", &[7; 4000]),
            ]
            .concat(),
            "m4a",
        ),
    ]
}

#[test]
fn documents_and_recordings_lose_who_made_them_and_are_never_run() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (network, rosa) = at_boston(&app);
        for (name, bytes, extension) in all() {
            let (status, told) = rosa.upload(name, &bytes);
            assert_eq!(status, 200, "{name}: {told}");
            let src = told["item"]["src"].as_str().unwrap().to_owned();
            assert!(src.ends_with(&format!(".{extension}")), "{src}");
            assert_eq!(told["item"]["markdown"], format!("[{name}]({src})"));
            // Nobody gets it as it came.
            assert_eq!(app.get(BOSTON, &src).status, 404, "{name}");
            assert_eq!(prepare(&app), 1);
            let kept = media(&app, &network.boston, told["item"]["id"].as_str().unwrap()).unwrap();
            assert_eq!(kept.state, MediaState::Ready, "{name}: {}", kept.refusal);
            for (file, bytes) in stored(&app, &kept) {
                let left = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
                assert!(!left, "{name} ({file})");
            }
            let answer = app.get(BOSTON, &src).expect_status(200);
            let heard = kept.kind == MediaKind::Recording;
            let how = if heard { "inline" } else { "attachment" };
            let disposition = answer.header("content-disposition").unwrap().to_owned();
            assert_eq!(
                disposition,
                format!("{how}; filename=\"{name}\"; filename*=UTF-8''{name}")
            );
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert!(answer.header("content-security-policy").unwrap().contains("sandbox"));
            let mime = answer.header("content-type").unwrap();
            assert!(
                !mime.contains("html") && !mime.contains("svg") && !mime.contains("javascript"),
                "{mime}"
            );
            assert_eq!(usize::try_from(kept.bytes).unwrap(), answer.bytes.len());
            rosa.get(&app, &format!("/manage/library/{}", kept.id))
                .expect_status(200);
        }
    });
}

#[test]
fn a_recording_is_sent_in_the_parts_that_are_wanted() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (_, rosa) = at_boston(&app);
        let (_, told) = rosa.upload("song.wav", &wav());
        prepare(&app);
        let src = told["item"]["src"].as_str().unwrap();
        let whole = app.get(BOSTON, src).expect_status(200);
        let (size, tag) = (whole.bytes.len(), whole.header("etag").unwrap().to_owned());
        assert_eq!(whole.header("accept-ranges"), Some("bytes"));
        let asked = |headers: &[(&str, &str)]| app.request("GET", BOSTON, src, headers);
        let part = asked(&[("range", "bytes=8-11")]).expect_status(206);
        assert_eq!(part.bytes, b"WAVE");
        assert_eq!(
            part.header("content-range"),
            Some(format!("bytes 8-11/{size}").as_str())
        );
        assert_eq!(
            asked(&[("range", "bytes=-5")]).expect_status(206).bytes,
            whole.bytes[size - 5..]
        );
        assert_eq!(asked(&[("range", "bytes=8-11"), ("if-range", &tag)]).status, 206);
        assert_eq!(asked(&[("range", "bytes=8-11"), ("if-range", "\"other\"")]).status, 200);
        let beyond = asked(&[("range", "bytes=99999-")]).expect_status(416);
        assert_eq!(beyond.header("content-range"), Some(format!("bytes */{size}").as_str()));
        assert_eq!(
            asked(&[("range", "bytes=0-1,4-5")]).expect_status(200).bytes.len(),
            size
        );
        assert_eq!(asked(&[("if-none-match", &tag)]).status, 304);
        let head = app.request("HEAD", BOSTON, src, &[]);
        assert_eq!((head.status, head.bytes.len()), (200, 0));
    });
}

#[test]
fn a_download_has_the_name_it_came_with_whatever_that_is() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let (_, rosa) = at_boston(&app);
        let (_, told) = rosa.upload("Acta \"é\"\r\nX: y;\\..\\pl\u{202E}fdp.pdf", b"%PDF-1.4");
        prepare(&app);
        let answer = app
            .get(BOSTON, told["item"]["src"].as_str().unwrap())
            .expect_status(200);
        assert_eq!(answer.header("x"), None);
        let disposition = answer.header("content-disposition").unwrap();
        assert!(
            disposition.is_ascii() && !disposition.contains("%E2%80%AE"),
            "{disposition}"
        );
        assert!(disposition.starts_with("attachment; filename=\"pl"), "{disposition}");
    });
}
