//! Paths as they stand in addresses (RFC 3986 section 3.3).

/// Characters that must not stand as they are in the path of an address that is printed.
const IN_PATHS: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\');

/// A decoded path as it stands in an address.
#[must_use]
pub fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, IN_PATHS).to_string()
}
