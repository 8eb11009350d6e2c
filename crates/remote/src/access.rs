//! Access to a cluster: credentials, trusted certificates and time limits. The caller reads them from files or variables;
//! this module takes only values.
//!
//! Invariant: no `Display` and no `Debug` shows a secret.

use std::fmt;
use std::time::Duration;

/// A secret text; its `Debug` form does not show it.
///
/// ```
/// use jianbao_remote::Secret;
///
/// assert_eq!(format!("{:?}", Secret::new("open sesame")), "Secret(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a password or a key. White space around it, as from the end of a file, is left out.
    pub fn new(text: impl AsRef<str>) -> Secret {
        Secret(text.as_ref().trim().to_owned())
    }

    /// The text, for the one header that contains it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The proof of identity that is sent with every request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// No credentials, for a cluster that requires none.
    #[default]
    Nobody,
    /// A user and a password.
    Basic {
        /// The user's name.
        user: String,
        /// The password.
        password: Secret,
    },
    /// An API key, in the encoded form in which the cluster gave it.
    ApiKey(Secret),
}

impl Credentials {
    /// The value of the header `Authorization`.
    pub(crate) fn header(&self) -> Option<Secret> {
        match self {
            Credentials::Nobody => None,
            Credentials::Basic { user, password } => {
                let pair = format!("{user}:{}", password.reveal());
                Some(Secret(format!("Basic {}", base64(pair.as_bytes()))))
            }
            Credentials::ApiKey(key) => Some(Secret(format!("ApiKey {}", key.reveal()))),
        }
    }
}

/// The certificates that are trusted over TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trust {
    /// Those that the operating system trusts.
    #[default]
    System,
    /// Only certificates that are signed by these authorities. The bytes are one or several certificates in PEM, as in a
    /// file.
    Authorities(Vec<u8>),
}

/// The limits on the time of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For one attempt, from the first byte sent to the last one received.
    pub request: Duration,
    /// For all attempts of a call together. No further attempt begins after this time.
    pub patience: Duration,
}

impl Default for Timeouts {
    /// Ten seconds for a connection, a minute for an attempt, two minutes for all attempts.
    fn default() -> Timeouts {
        Timeouts {
            connect: Duration::from_secs(10),
            request: Duration::from_secs(60),
            patience: Duration::from_secs(120),
        }
    }
}

/// Credentials, trust and timeouts for a cluster.
///
/// ```
/// use jianbao_remote::{Access, Credentials, Secret};
///
/// let access = Access { credentials: Credentials::ApiKey(Secret::new("a2V5\n")), ..Access::default() };
/// assert!(!format!("{access:?}").contains("a2V5"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The proof of identity.
    pub credentials: Credentials,
    /// The trusted certificates.
    pub trust: Trust,
    /// The time limits.
    pub timeouts: Timeouts,
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= three.len() { char::from(sign) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // The vectors of RFC 4648.
        for (text, expect) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expect);
        }
    }

    #[test]
    fn credentials_become_one_header_and_are_never_shown() {
        let basic = Credentials::Basic { user: "编辑".into(), password: Secret::new("secret") };
        let header = basic.header().unwrap();
        assert_eq!(header.reveal(), "Basic 57yW6L6ROnNlY3JldA==");
        let key = Credentials::ApiKey(Secret::new(" c2VjcmV0 \n"));
        assert_eq!(key.header().unwrap().reveal(), "ApiKey c2VjcmV0");
        assert_eq!(Credentials::Nobody.header(), None);
        for shown in [format!("{basic:?}"), format!("{key:?}"), format!("{header:?}")] {
            assert!(
                !shown.contains("secret") && !shown.contains("c2VjcmV0") && !shown.contains("57yW"),
                "{shown}"
            );
        }
    }
}
