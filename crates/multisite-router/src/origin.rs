//! How visitors reach the sites: scheme and port, from the configuration and never from a request.

/// Scheme and port of every address that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: &'static str,
    /// With its colon; empty for the scheme's own port.
    port: String,
}

impl Origin {
    /// `https` unless `scheme` is `http`; port 0 means the scheme's own.
    #[must_use]
    pub fn new(scheme: &str, port: u16) -> Self {
        let (scheme, own_port) = if scheme == "http" { ("http", 80) } else { ("https", 443) };
        Self {
            scheme,
            port: if port == 0 || port == own_port {
                String::new()
            } else {
                format!(":{port}")
            },
        }
    }

    /// The address of a host without a trailing slash: `https://boston.example`.
    #[must_use]
    pub fn of(&self, host: &str) -> String {
        format!("{}://{host}{}", self.scheme, self.port)
    }
}
