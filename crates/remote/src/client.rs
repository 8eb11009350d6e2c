//! Client of a cluster: sends blocking requests to any of several nodes, and repeats each until it is answered.
//!
//! The cluster may have executed a request without an answer. Therefore all requests of this crate are safe to repeat. This
//! module repeats them within a bounded time: first on another node at once, then after [pauses](crate::backoff).
//!
//! | answer | reaction |
//! |---|---|
//! | 2xx with JSON | the answer |
//! | a status that the call allows | the answer |
//! | none, or no JSON: lost connection, timeout, invalid or truncated answer | another node, then a pause |
//! | 429, 5xx, a write block | a pause, of the length that the cluster requests, if any |
//! | a certificate that is not trusted | an error |
//! | 3xx | an error: credentials are sent only to the given nodes |
//! | 401, 403 | an error about the credentials |
//! | other 4xx | an error with the cluster's reason |
//! | longer than the maximum | an error |
//!
//! Invariant: requests go only to the nodes of the address. Proxies from the environment are not used.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use ureq::http::{HeaderMap, HeaderValue, Request, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use crate::access::{Access, Timeouts, Trust};
use crate::address::{Address, Scheme};
use crate::answer::{Answer, ServerError};
use crate::backoff::Backoff;
use crate::error::Error;
use crate::nodes::Nodes;

/// Maximum length of an answer in bytes. A page of two hundred long articles has a tenth of it.
const MAX_ANSWER_BYTES: u64 = 64 << 20;

/// Minimum time for an attempt, so that the first one is made however little time is left.
const SHORTEST_ATTEMPT: Duration = Duration::from_millis(10);

/// Maximum length of a pause that a cluster may request.
const LONGEST_ASKED: Duration = Duration::from_secs(30);

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Queries with a body, or adds.
    Post,
    /// Creates or sets.
    Put,
    /// Removes.
    Delete,
}

/// One request.
///
/// ```
/// use jianbao_remote::{Call, Method};
///
/// let call = Call::new(Method::Get, "/news/_count").allow(404);
/// assert_eq!(call.path, "/news/_count");
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Call<'a> {
    /// The method.
    pub method: Method,
    /// The path, with its query string. The name of an index goes through [`Client::path`].
    pub path: &'a str,
    /// The body: JSON, or lines of JSON.
    pub body: &'a [u8],
    /// True for lines of JSON.
    pub is_lines: bool,
    /// An error status that counts as an answer.
    pub allowed: Option<u16>,
    /// The time limit for all attempts. `None`: that of the [access](Timeouts::patience).
    pub patience: Option<Duration>,
}

impl<'a> Call<'a> {
    /// A request without a body.
    pub fn new(method: Method, path: &'a str) -> Call<'a> {
        Call { method, path, body: &[], is_lines: false, allowed: None, patience: None }
    }

    /// Sets a body of JSON.
    pub fn json(mut self, body: &'a [u8]) -> Call<'a> {
        self.body = body;
        self
    }

    /// Sets a body of lines of JSON.
    pub fn lines(mut self, body: &'a [u8]) -> Call<'a> {
        self.body = body;
        self.is_lines = true;
        self
    }

    /// Lets an error status count as an answer.
    pub fn allow(mut self, status: u16) -> Call<'a> {
        self.allowed = Some(status);
        self
    }

    /// Sets the time limit for all attempts.
    pub fn patience(mut self, patience: Duration) -> Call<'a> {
        self.patience = Some(patience);
        self
    }
}

/// The connections to a cluster. Threads may share one.
///
/// ```no_run
/// use jianbao_remote::{Access, Call, Client, Method};
///
/// let address = "opensearch+http://127.0.0.1:9200/news".parse()?;
/// let client = Client::new(&address, &Access::default())?;
/// let health = client.send(Call::new(Method::Get, "/_cluster/health"))?;
/// println!("{}", health.body["status"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Client {
    agent: ureq::Agent,
    address: Address,
    nodes: Nodes,
    authorization: Option<HeaderValue>,
    timeouts: Timeouts,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("address", &self.address).finish_non_exhaustive()
    }
}

/// The result of one attempt.
enum Attempt {
    Answered(Answer),
    /// A fault that may be temporary.
    Passing {
        why: String,
        asked: Option<Duration>,
        is_of_node: bool,
    },
    Failed(Error),
}

impl Client {
    /// Prepares the connections without opening one.
    ///
    /// # Errors
    /// [`Error::Unencrypted`] for credentials without TLS to another machine; if the credentials or certificates cannot be used.
    pub fn new(address: &Address, access: &Access) -> Result<Client, Error> {
        let authorization = access
            .credentials
            .header()
            .map(|secret| {
                let mut value = HeaderValue::from_str(secret.reveal()).map_err(|_| Error::BadCredentials)?;
                // No debug output of the request shows it.
                value.set_sensitive(true);
                Ok::<HeaderValue, Error>(value)
            })
            .transpose()?;
        if address.scheme == Scheme::Http
            && authorization.is_some()
            && let Some(node) = address.nodes.iter().find(|node| !node.is_local())
        {
            return Err(Error::Unencrypted { node: node.clone() });
        }
        let roots = match &access.trust {
            Trust::System => RootCerts::PlatformVerifier,
            Trust::Authorities(pem) => RootCerts::Specific(Arc::new(authorities(pem)?)),
        };
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .tls_config(tls)
            .timeout_connect(Some(access.timeouts.connect))
            .timeout_global(Some(access.timeouts.request))
            .user_agent(concat!("jianbao/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Client {
            agent: config.new_agent(),
            address: address.clone(),
            nodes: Nodes::new(address.nodes.clone()),
            authorization,
            timeouts: access.timeouts,
        })
    }

    /// The address that the client was made for.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The path of an endpoint of the index.
    ///
    /// ```
    /// # use jianbao_remote::{Access, Client};
    /// let address = "opensearch+http://127.0.0.1/新闻".parse()?;
    /// let client = Client::new(&address, &Access::default())?;
    /// assert_eq!(client.path("_search"), "/%E6%96%B0%E9%97%BB/_search");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn path(&self, rest: &str) -> String {
        let mut path = String::from("/");
        for byte in self.address.index.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                path.push(char::from(byte));
            } else {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
        if !rest.is_empty() {
            path.push('/');
            path.push_str(rest);
        }
        path
    }

    /// Sends a request, and repeats it until it is answered or the time limit is reached.
    ///
    /// # Errors
    /// [`Error::NoAnswer`] when the time limit is reached; other errors at once, if the request is refused.
    pub fn send(&self, call: Call<'_>) -> Result<Answer, Error> {
        let mut backoff = Backoff::new(call.patience.unwrap_or(self.timeouts.patience));
        let mut attempts = 0;
        loop {
            let number = self.nodes.choose();
            attempts += 1;
            let (why, asked, is_of_node) = match self.attempt(call, number, backoff.left()) {
                Attempt::Answered(answer) => {
                    self.nodes.praise(number);
                    return Ok(answer);
                }
                Attempt::Failed(error) => return Err(error),
                Attempt::Passing { why, asked, is_of_node } => (why, asked, is_of_node),
            };
            if is_of_node {
                self.nodes.blame(number);
            }
            // Another node may be well: it is asked without a pause.
            let is_next_fresh = is_of_node && self.nodes.has_awake() && backoff.left().is_some();
            if !is_next_fresh && !backoff.pause(asked) {
                let (nodes, waited) = (self.nodes.all().to_vec(), backoff.waited());
                return Err(Error::NoAnswer { nodes, attempts, waited, last: why });
            }
        }
    }

    fn attempt(&self, call: Call<'_>, number: usize, left: Option<Duration>) -> Attempt {
        let Some(node) = self.nodes.all().get(number) else {
            let (nodes, waited) = (Vec::new(), Duration::ZERO);
            let last = "the address has no node".to_owned();
            return Attempt::Failed(Error::NoAnswer { nodes, attempts: 0, waited, last });
        };
        let scheme = match self.address.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        let method = match call.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let passing =
            |why: String| Attempt::Passing { why: format!("{node}: {why}"), asked: None, is_of_node: true };
        let mut request = Request::builder().method(method).uri(format!("{scheme}://{node}{}", call.path));
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let limit = left.unwrap_or_default().min(self.timeouts.request).max(SHORTEST_ATTEMPT);
        let response = if call.body.is_empty() {
            let request = request.body(()).map_err(ureq::Error::from);
            request.and_then(|request| {
                self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
            })
        } else {
            let kind = if call.is_lines { "application/x-ndjson" } else { "application/json" };
            let request =
                request.header(header::CONTENT_TYPE, kind).body(call.body).map_err(ureq::Error::from);
            request.and_then(|request| {
                self.agent.run(self.agent.configure_request(request).timeout_global(Some(limit)).build())
            })
        };
        let mut response = match response {
            Ok(response) => response,
            Err(error) if is_untrusted(&error) => {
                return Attempt::Failed(Error::Untrusted { node: node.clone(), why: described(&error) });
            }
            Err(error) => return passing(described(&error)),
        };
        let status = response.status().as_u16();
        if (300..400).contains(&status) {
            return Attempt::Failed(Error::Redirected { node: node.clone(), status });
        }
        let asked = asked_pause(response.headers());
        let mut bytes = Vec::new();
        let mut reader = response.body_mut().with_config().limit(MAX_ANSWER_BYTES + 1).reader();
        if let Err(error) = reader.by_ref().take(MAX_ANSWER_BYTES + 1).read_to_end(&mut bytes) {
            return passing(format!("the answer broke off: {error}"));
        }
        if bytes.len() as u64 > MAX_ANSWER_BYTES {
            return Attempt::Failed(Error::TooLong { node: node.clone(), max_bytes: MAX_ANSWER_BYTES });
        }
        let body: Option<Value> =
            if bytes.is_empty() { Some(Value::Null) } else { serde_json::from_slice(&bytes).ok() };
        let is_success = (200..300).contains(&status);
        if is_success || call.allowed == Some(status) {
            return match body {
                Some(body) if !(is_success && body.is_null()) => {
                    Attempt::Answered(Answer { node: node.clone(), status, body })
                }
                // Half an answer, or the page of something between.
                _ => passing("the answer is not JSON".to_owned()),
            };
        }
        let error = ServerError::of(&body.unwrap_or_default());
        match status {
            429 => Attempt::Passing { why: format!("{node}: {error}"), asked, is_of_node: false },
            403 if error.is_block() => {
                Attempt::Passing { why: format!("{node}: {error}"), asked, is_of_node: false }
            }
            500.. => {
                let why = format!("{node}: status {status}: {error}");
                // A gateway that has no node behind it answers so.
                Attempt::Passing { why, asked, is_of_node: matches!(status, 502..=504) }
            }
            401 | 403 => Attempt::Failed(Error::Denied { node: node.clone(), status, error }),
            _ => Attempt::Failed(Error::Refused { node: node.clone(), status, error }),
        }
    }
}

/// The pause that the cluster requests, in a header that counts seconds.
fn asked_pause(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_ASKED))
}

/// The certificates of a text in PEM.
fn authorities(pem: &[u8]) -> Result<Vec<Certificate<'static>>, Error> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(Error::BadAuthority { why: error.to_string() }),
        }
    }
    if certificates.is_empty() {
        return Err(Error::BadAuthority { why: "there is no certificate in it".to_owned() });
    }
    Ok(certificates)
}

/// True if the node's certificate is not trusted. It would not be on another attempt.
fn is_untrusted(error: &ureq::Error) -> bool {
    let is_bad = |error: &rustls::Error| matches!(error, rustls::Error::InvalidCertificate(_));
    match error {
        ureq::Error::Rustls(error) => is_bad(error),
        ureq::Error::Io(error) => {
            error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()).is_some_and(is_bad)
        }
        _ => false,
    }
}

/// The failure of an attempt, for people.
fn described(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "no answer in time".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Credentials, Secret};

    #[test]
    fn credentials_never_go_unencrypted_to_another_machine() {
        let credentials = Credentials::Basic { user: "u".into(), password: Secret::new("p") };
        let access = Access { credentials, ..Access::default() };
        let client = |text: &str| Client::new(&text.parse().unwrap(), &access);
        let refused = client("opensearch+http://localhost,10.0.0.1/news").unwrap_err();
        assert!(refused.to_string().contains("10.0.0.1:9200"), "{refused}");
        assert!(client("opensearch+http://localhost,[::1]/news").is_ok());
        assert!(client("opensearch+https://10.0.0.1/news").is_ok());
        let bad = Access { credentials: Credentials::ApiKey(Secret::new("a\nb")), ..Access::default() };
        let refused = Client::new(&"es+https://one/n".parse().unwrap(), &bad).unwrap_err();
        assert!(matches!(refused, Error::BadCredentials), "{refused}");
    }

    #[test]
    fn authorities_without_a_certificate_are_an_error() {
        for pem in
            [&b""[..], b"no certificate", b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"]
        {
            let access = Access { trust: Trust::Authorities(pem.to_vec()), ..Access::default() };
            let error = Client::new(&"es+https://one/n".parse().unwrap(), &access).unwrap_err();
            assert!(matches!(error, Error::BadAuthority { .. }), "{error}");
        }
    }
}
