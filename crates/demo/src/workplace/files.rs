//! Documents of the demo's libraries: made here, so that no file has to be carried along.

use umbel_core::content::{Media, MediaKind};
use umbel_core::ids::random_bytes;
use umbel_core::{Error, Result, SiteWrite};
use umbel_media::store::MediaStore;

use super::texts::DocumentText;

/// Puts a document into a site's library.
pub(super) fn keep(site: &mut SiteWrite<'_, '_>, store: &MediaStore, text: &DocumentText) -> Result<()> {
    let (_, extension) = text
        .name
        .rsplit_once('.')
        .ok_or(Error::NotFound("the ending of a document"))?;
    let bytes = match extension {
        "pdf" => pdf(&text.lines),
        _ => format!("{}\n", text.lines.join("\n")).into_bytes(),
    };
    let base: String = random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    let document = Media {
        bytes: i64::try_from(bytes.len()).unwrap_or(0),
        kind: MediaKind::Document,
        extension: Some(extension.to_owned()),
        original_name: text.name.clone(),
        alt: text.alt.clone(),
        base_name: base.clone(),
        ..Media::picture(site.site, site.write.now)
    };
    store
        .put_file(site.site.number(), &format!("{base}.{extension}"), bytes)
        .map_err(|error| Error::file(&store.root, error))?;
    Media::insert(site, &document)
}

/// One page with a few lines: as little as a PDF can be.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut page = String::from("BT /F1 18 Tf 26 TL 72 760 Td\n");
    for line in lines {
        // Latin letters have the same numbers in the font's own alphabet; what has none there is left out.
        let shown: String = line
            .chars()
            .filter(|character| u32::from(*character) < 256)
            .map(|character| match character {
                '(' | ')' | '\\' => format!("\\{character}"),
                other if other.is_ascii() => other.to_string(),
                other => format!("\\{:03o}", u32::from(other)),
            })
            .collect();
        page.push_str(&format!("({shown}) Tj T*\n"));
    }
    page.push_str("ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_says_where_its_parts_are() {
        let file = String::from_utf8(pdf(&["Reparto (lunes)".into(), "mañana".into()])).unwrap();
        assert!(file.starts_with("%PDF-1.4\n") && file.ends_with("%%EOF\n"));
        assert!(file.contains("(Reparto \\(lunes\\)) Tj") && file.contains("(ma\\361ana) Tj"));
        let (_, table) = file.rsplit_once("startxref\n").unwrap();
        let place: usize = table.lines().next().unwrap().parse().unwrap();
        assert!(file[place..].starts_with("xref\n0 6\n"));
        for (number, line) in (1..).zip(file[place..].lines().skip(3).take(5)) {
            let at: usize = line[..10].parse().unwrap();
            assert!(file[at..].starts_with(&format!("{number} 0 obj\n")), "{line}");
        }
    }
}
