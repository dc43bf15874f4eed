//! Exports that are cut off, broken, hostile, or no exports.

use std::io::Read;

use umbel_wordpress_import::wxr::{Reader, Record, WxrError, WxrErrorKind};

use crate::support::{items, items_of, read, real_export};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>Boston</title><wp:wxr_version>1.2</wp:wxr_version>\n";
const TAIL: &str = "</channel></rss>\n";

fn export(items: &str) -> Vec<u8> {
    format!("{HEAD}{items}{TAIL}").into_bytes()
}

fn error_of(export: &[u8]) -> WxrError {
    read(export).1.expect("the file is broken")
}

#[test]
fn a_cut_file_yields_what_is_whole_and_says_where_it_ends() {
    let Some(export) = real_export("themeunittestdata.wordpress.xml") else {
        return;
    };
    let whole = items(&export);
    for step in 1..=50 {
        let cut = export.len() * step / 51;
        let expected =
            std::str::from_utf8(&export[..cut]).map_or_else(|error| &export[..error.valid_up_to()], |_| &export[..cut]);
        let complete = expected.windows(7).filter(|window| window == b"</item>").count();
        let (records, error) = read(&export[..cut]);
        let error = error.unwrap();
        assert_eq!(items_of(records), whole[..complete], "cut at {cut}");
        assert_eq!(error.kind, WxrErrorKind::Truncated, "cut at {cut}: {error}");
        // A character that was cut in two does not count.
        assert!((cut as u64 - error.position) < 4, "cut at {cut}: {error:?}");
        let lines = expected.iter().filter(|byte| **byte == b'\n').count() as u64;
        assert_eq!(error.line, lines + 1, "cut at {cut}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_found() {
    let mut file = export("<item><title>a</title></item>\n<item><title>Qu\u{e9} ");
    file.truncate(file.len() - TAIL.len());
    let position = file.len() as u64;
    file.extend_from_slice(b"\xE9 b</title></item>");
    let (records, error) = read(&file);
    let error = error.unwrap();
    assert_eq!(items_of(records).len(), 1);
    assert_eq!(error.kind, WxrErrorKind::Malformed);
    assert_eq!((error.position, error.line), (position, 5));
    assert_eq!(error.column, 1 + "<item><title>Qué ".chars().count() as u64);
}

#[test]
fn wrong_markup_is_found_where_it_is() {
    let file = export("<item><title>a</title></item>\n <item><title>b</item>");
    let (records, error) = read(&file);
    let error = error.unwrap();
    assert_eq!(items_of(records).len(), 1);
    assert_eq!(error.kind, WxrErrorKind::Malformed);
    assert_eq!((error.line, error.column), (5, 16));
    assert!(file[usize::try_from(error.position).unwrap()..].starts_with(b"</item>"));
    for broken in [
        "<item><title>Q & A</title></item>",
        "<item a=1></item>",
        "<item><title>&#xZZ;</title></item>",
        "<item></wp:x></item>",
    ] {
        let error = error_of(&export(broken));
        assert_eq!(error.kind, WxrErrorKind::Malformed, "{broken}: {error}");
    }
    let deep = "<a>".repeat(1000);
    assert_eq!(
        error_of(&export(&format!("<item>{deep}</item>"))).kind,
        WxrErrorKind::Malformed
    );
}

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a \"ha\">\n<!ENTITY b \"&a;&a;&a;&a;\">]>\n<rss><channel><title>&b;</title></channel></rss>";
    let external = "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss/>";
    for file in [bomb, external] {
        let (records, error) = read(file.as_bytes());
        assert_eq!(records, []);
        assert_eq!(error.unwrap().kind, WxrErrorKind::Entities);
    }
    for title in [
        "<title>&lol;</title>",
        "<category domain=\"&lol;\">a</category>",
        "<title>&nbsp;</title>",
    ] {
        let error = error_of(&export(&format!("<item>{title}</item>")));
        assert_eq!(error.kind, WxrErrorKind::Entities, "{title}");
        assert_eq!(error.line, 4);
    }
}

#[test]
fn what_is_no_export_is_told_apart() {
    for (file, kind) in [
        ("", WxrErrorKind::NotXml),
        ("Dear all,\n", WxrErrorKind::NotXml),
        ("{\"a\": 1}", WxrErrorKind::NotXml),
        ("PK\u{3}\u{4}", WxrErrorKind::NotXml),
        ("\u{feff}   ", WxrErrorKind::Truncated),
        (
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss/>",
            WxrErrorKind::NotXml,
        ),
        ("<!DOCTYPE html><html><body>Log in</body></html>", WxrErrorKind::NotWxr),
        ("<html><body>Log in</body></html>", WxrErrorKind::NotWxr),
        (
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>",
            WxrErrorKind::NotWxr,
        ),
        (
            "<rss><channel><title>a</title><item><title>b</title></item></channel></rss>",
            WxrErrorKind::NotWxr,
        ),
        ("<rss><channel><title>a</title></channel></rss>", WxrErrorKind::NotWxr),
        ("<rss></rss>", WxrErrorKind::NotWxr),
        ("<rss/>", WxrErrorKind::NotWxr),
        ("<?xml version=\"1.0\"?><!-- only the", WxrErrorKind::Truncated),
    ] {
        let (records, error) = read(file.as_bytes());
        assert_eq!(records, [], "{file}");
        assert_eq!(error.map(|error| error.kind), Some(kind), "{file}");
    }
    let utf16: Vec<u8> = "\u{feff}<rss/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(error_of(&utf16).kind, WxrErrorKind::NotXml);
}

#[test]
fn small_faults_do_not_matter() {
    let file = format!(
        "\u{feff}\n\n{}",
        String::from_utf8(export(
            "<item>\n<title>a\u{b}b&#8;c&#55357;&#38; &lt;d&gt;</title><category domain=\"tag\" nicename=\"caf%c3%a9\">Caf\u{e9}</category>\
             <content:encoded>\n  <![CDATA[x]]]]><![CDATA[>y]]>\n</content:encoded>\
             <wp:post_password><![CDATA[]]></wp:post_password><wp:post_name/><wp:unknown><deep>z</deep></wp:unknown></item>"
        ))
        .unwrap()
    );
    let file = format!("{file}<!-- generated in 0.3 s --> junk < & ");
    let mut reader = Reader::new(file.as_bytes());
    let records: Vec<Record> = reader.by_ref().map(Result::unwrap).collect();
    assert_eq!(reader.dropped_characters(), 3);
    let items = items_of(records);
    assert_eq!(items[0].title, "abc& <d>");
    assert_eq!(items[0].content, "x]]>y");
    assert_eq!(items[0].password, None);
    assert_eq!(items[0].terms[0].taxonomy, "post_tag");
    assert_eq!(items[0].terms[0].slug, "café");
}

#[test]
fn dates_fall_back() {
    let item = |dates: &str| {
        let items = items(&export(&format!("<item>{dates}</item>")));
        (
            items[0].published_at.map(|date| date.to_rfc3339()),
            items[0].published_at_is_local,
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        item(
            "<pubDate>Thu, 01 May 2014 10:00:00 +0000</pubDate><wp:post_date>2014-05-01 06:00:00</wp:post_date><wp:post_date_gmt>2014-05-01 10:00:01</wp:post_date_gmt>"
        ),
        (some("2014-05-01T10:00:01+00:00"), false)
    );
    assert_eq!(
        item(
            "<pubDate>Thu, 01 May 2014 10:00:00 +0000</pubDate><wp:post_date>2014-05-01 06:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
        ),
        (some("2014-05-01T10:00:00+00:00"), false)
    );
    assert_eq!(
        item(
            "<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_date>2014-05-01 06:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
        ),
        (some("2014-05-01T06:00:00+00:00"), true)
    );
    assert_eq!(item("<wp:post_id>3</wp:post_id>"), (None, false));
}

#[test]
fn records_that_are_too_large_end_the_reading() {
    let begin = format!("{HEAD}<item><title>a</title></item><item><content:encoded>");
    for filling in ["<![CDATA[", "", "<x>", "<!--", "<x a=\""] {
        let endless = std::io::repeat(b'x').take(300 * 1024 * 1024);
        let file = format!("{begin}{filling}");
        let reader = Reader::new(std::io::BufReader::new(file.as_bytes().chain(endless)));
        let mut titles = Vec::new();
        let mut kinds = Vec::new();
        for record in reader {
            match record {
                Ok(Record::Item(item)) => titles.push(item.title),
                Ok(_) => {}
                Err(error) => kinds.push(error.kind),
            }
        }
        assert_eq!(titles, ["a"], "{filling}");
        assert_eq!(kinds, [WxrErrorKind::TooLarge], "{filling}");
    }
}

#[test]
fn text_of_the_largest_size_is_read() {
    let size = usize::try_from(Reader::<&[u8]>::LONGEST_RECORD).unwrap();
    let file = export(&format!(
        "<item><content:encoded><![CDATA[{}]]></content:encoded></item>",
        "x".repeat(size)
    ));
    assert_eq!(items(&file)[0].content.len(), size);
    let file = export(&format!(
        "<item><content:encoded><![CDATA[{}]]></content:encoded></item>",
        "x".repeat(size + 1)
    ));
    assert_eq!(error_of(&file).kind, WxrErrorKind::TooLarge);
}

#[test]
fn a_disk_that_fails_is_told_apart_from_a_broken_file() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let file = format!("{HEAD}<item><title>a</title></item>");
    let reader = Reader::new(std::io::BufReader::new(file.as_bytes().chain(Failing)));
    let error = reader.filter_map(Result::err).next().unwrap();
    assert_eq!(error.kind, WxrErrorKind::Io);
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}

#[test]
fn the_channel_comes_first_even_when_the_rest_is_broken() {
    let (records, error) = read(format!("{HEAD}<item><title>a").as_bytes());
    assert!(matches!(records.as_slice(), [Record::Channel(channel)] if channel.title == "Boston"));
    assert_eq!(error.unwrap().kind, WxrErrorKind::Truncated);
}
