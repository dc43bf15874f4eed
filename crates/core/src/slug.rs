//! Words for addresses: folding accents and making slugs.

/// The longest slug that is made or accepted, in characters.
pub const LONGEST_SLUG: usize = 120;

/// Lower-case letters without accents for Latin text; other scripts pass unchanged.
///
/// It is the one folding for both engines' search and for slugs.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ł' | 'ľ' | 'ĺ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' | 'ŕ' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ž' | 'ż' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ð' => folded.push('d'),
            // Combining marks: what is left of an accent in decomposed text.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// `text` as one segment of an address: folded, words joined by hyphens. Empty when nothing of it can stand in one.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::new();
    let mut hyphen_due = false;
    for character in fold(text).chars() {
        if character.is_alphanumeric() {
            if hyphen_due && !slug.is_empty() {
                slug.push('-');
            }
            hyphen_due = false;
            slug.push(character);
            if slug.chars().count() >= LONGEST_SLUG {
                break;
            }
        } else if !matches!(character, '\'' | '’' | '.') {
            hyphen_due = true;
        }
    }
    slug
}

/// A slug like `wanted` for which `is_taken` says no: `rally`, `rally-2`, `rally-3` …
///
/// # Errors
/// What `is_taken` answers with.
pub fn free_slug<E>(wanted: &str, mut is_taken: impl FnMut(&str) -> Result<bool, E>) -> Result<String, E> {
    let mut candidate = wanted.to_owned();
    let mut number = 2;
    while is_taken(&candidate)? {
        candidate = format!("{wanted}-{number}");
        number += 1;
    }
    Ok(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_read_well() {
        assert_eq!(slugify("¿Dónde está la Asamblea?"), "donde-esta-la-asamblea");
        assert_eq!(slugify("  Don't -- stop!  "), "dont-stop");
        assert_eq!(slugify("Straße №5"), "strasse-5");
        assert_eq!(slugify("集会"), "集会");
        assert_eq!(slugify("!!!"), "");
    }

    #[test]
    fn taken_slugs_are_numbered() {
        let slug = free_slug("rally", |candidate| Ok::<_, ()>(candidate != "rally-3")).unwrap();
        assert_eq!(slug, "rally-3");
    }

    proptest::proptest! {
        #[test]
        fn a_slug_is_its_own_slug(text in ".{0,60}") {
            let slug = slugify(&text);
            proptest::prop_assert_eq!(slugify(&slug), slug);
        }
    }
}
