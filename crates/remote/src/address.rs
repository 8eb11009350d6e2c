//! Address of an index in a cluster: `opensearch+http://one:9200,two:9200/news`.
//!
//! Input: a URL. Output: engine, scheme, nodes, index name. A URL with a user name or a password is refused, because addresses
//! are typed, logged and shown.

use std::fmt;
use std::str::FromStr;

/// The port of a node whose address has none.
const DEFAULT_PORT: u16 = 9200;

/// The longest name of an index that the engines take, in bytes.
const MAX_NAME_BYTES: usize = 255;

/// The software of a cluster. Both answer the same requests, except for points in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// OpenSearch, `opensearch+…`.
    OpenSearch,
    /// Elasticsearch 7.10 or later, `es+…`.
    Elasticsearch,
}

/// The protocol of the connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Unencrypted.
    Http,
    /// Over TLS.
    Https,
}

/// One node of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// A host name or an IP address; an IPv6 address is in brackets.
    pub host: String,
    /// The port of its HTTP interface.
    pub port: u16,
}

impl Node {
    /// True for a node on this machine.
    ///
    /// ```
    /// # use jianbao_remote::Node;
    /// assert!(Node { host: "127.0.0.1".into(), port: 9200 }.is_local());
    /// assert!(!Node { host: "10.0.0.1".into(), port: 9200 }.is_local());
    /// ```
    pub fn is_local(&self) -> bool {
        let host = self.host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// The address of an index in a cluster. Parsing and printing are inverse.
///
/// ```
/// use jianbao_remote::{Address, Scheme};
///
/// let address: Address = "opensearch+http://127.0.0.1:19201,127.0.0.1:19202/news".parse()?;
/// assert_eq!(address.scheme, Scheme::Http);
/// assert_eq!(address.nodes[1].port, 19202);
/// assert_eq!(address.to_string(), "opensearch+http://127.0.0.1:19201,127.0.0.1:19202/news");
/// # Ok::<(), jianbao_remote::AddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The software.
    pub engine: Engine,
    /// The protocol.
    pub scheme: Scheme,
    /// The nodes; never empty. A request may go to any of them.
    pub nodes: Vec<Node>,
    /// The name of the index, or of an alias.
    pub index: String,
}

/// The reason why a text is no address of an index in a cluster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It does not begin with a known scheme.
    #[error("{scheme}:// is none of opensearch+http://, opensearch+https://, es+http://, es+https://")]
    UnknownScheme {
        /// The text before `://`, or all of it.
        scheme: String,
    },
    /// It contains a name or a password.
    #[error("an address must not contain a user or a password")]
    Credentials,
    /// It has no node, or an invalid one.
    #[error("{node:?} is no host, with or without a port")]
    BadNode {
        /// The text between commas.
        node: String,
    },
    /// The name of the index is missing, or invalid in both engines.
    #[error(
        "{name:?} is no name of an index: it has up to 255 bytes, no capitals, no white space and none of \\ / * ? \" < > | , # :, \
         and does not begin with - _ + or ."
    )]
    BadName {
        /// The text after the nodes.
        name: String,
    },
}

const SCHEMES: [(&str, Engine, Scheme); 4] = [
    ("opensearch+http", Engine::OpenSearch, Scheme::Http),
    ("opensearch+https", Engine::OpenSearch, Scheme::Https),
    ("es+http", Engine::Elasticsearch, Scheme::Http),
    ("es+https", Engine::Elasticsearch, Scheme::Https),
];

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        let (scheme, rest) = text.split_once("://").unwrap_or((text, ""));
        let known = SCHEMES.iter().find(|(name, ..)| *name == scheme);
        let Some((_, engine, scheme)) = known else {
            // It is shown: a text with `@` may be a password.
            let shown = if scheme.contains('@') { "…" } else { scheme };
            return Err(AddressError::UnknownScheme { scheme: shown.chars().take(40).collect() });
        };
        if rest.contains('@') {
            return Err(AddressError::Credentials);
        }
        let (nodes, index) = rest.split_once('/').unwrap_or((rest, ""));
        let nodes = nodes.split(',').map(node).collect::<Result<Vec<Node>, AddressError>>()?;
        let index = index.strip_suffix('/').unwrap_or(index);
        if !is_name(index) {
            return Err(AddressError::BadName { name: index.to_owned() });
        }
        Ok(Address { engine: *engine, scheme: *scheme, nodes, index: index.to_owned() })
    }
}

fn node(text: &str) -> Result<Node, AddressError> {
    let bad = || AddressError::BadNode { node: text.to_owned() };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let port = if is_port(port) { port.parse().ok() } else { None };
            (host, port.filter(|port| *port > 0).ok_or_else(bad)?)
        }
        _ => (text, DEFAULT_PORT),
    };
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_';
            !host.is_empty() && host.len() <= 253 && host.chars().all(is_plain)
        }
    };
    if is_host { Ok(Node { host: host.to_owned(), port }) } else { Err(bad()) }
}

fn is_name(name: &str) -> bool {
    let is_bad =
        |c: char| c.is_uppercase() || c.is_whitespace() || c.is_control() || "\\/*?\"<>|,#:%&=".contains(c);
    !name.is_empty()
        && name.len() <= MAX_NAME_BYTES
        && !name.starts_with(['-', '_', '+', '.'])
        && !name.contains(is_bad)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme =
            SCHEMES.iter().find(|(_, engine, scheme)| *engine == self.engine && *scheme == self.scheme);
        write!(f, "{}://", scheme.map_or("", |(name, ..)| name))?;
        for (number, node) in self.nodes.iter().enumerate() {
            if number > 0 {
                f.write_str(",")?;
            }
            write!(f, "{node}")?;
        }
        write!(f, "/{}", self.index)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_that_is_read_is_printed_with_its_ports() {
        for (text, expect) in [
            ("opensearch+http://one/news", "opensearch+http://one:9200/news"),
            ("opensearch+https://one,two:9201/news-2020/", "opensearch+https://one:9200,two:9201/news-2020"),
            ("es+http://[::1]:9201/新闻", "es+http://[::1]:9201/新闻"),
            ("es+https://[::1]/n", "es+https://[::1]:9200/n"),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), expect);
        }
    }

    #[test]
    fn a_bad_address_says_what_is_bad() {
        for (text, expect) in [
            ("http://one/news", "http:// is none of"),
            ("opensearch+ftp://one/news", "opensearch+ftp:// is none of"),
            ("news", "news:// is none of"),
            ("opensearch+http://user:secret@one/news", "must not contain a user or a password"),
            ("http:secret@one", "…:// is none of"),
            ("opensearch+http:///news", "\"\" is no host"),
            ("opensearch+http://one,,two/news", "\"\" is no host"),
            ("opensearch+http://one:port/news", "\"one:port\" is no host"),
            ("opensearch+http://one:0/news", "\"one:0\" is no host"),
            ("opensearch+http://one:99999/news", "is no host"),
            ("opensearch+http://::1/news", "is no host"),
            ("opensearch+http://one two/news", "is no host"),
            ("opensearch+http://one", "\"\" is no name"),
            ("opensearch+http://one/News", "\"News\" is no name"),
            ("opensearch+http://one/news/more", "is no name"),
            ("opensearch+http://one/_all", "is no name"),
            ("opensearch+http://one/news?x=1", "is no name"),
        ] {
            let said = text.parse::<Address>().unwrap_err().to_string();
            assert!(said.contains(expect), "{text}: {said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_an_error_and_printing_is_the_inverse(text in "(opensearch\\+http|es\\+https|.{0,5})://[a-z0-9.:,\\[\\]@]{0,20}/?.{0,6}") {
            if let Ok(address) = text.parse::<Address>() {
                prop_assert_eq!(address.to_string().parse::<Address>(), Ok(address));
            }
        }
    }
}
