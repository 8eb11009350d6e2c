//! Access: unreachable nodes, credentials, redirects, TLS, and endless answers.

use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jianbao_remote::{Access, Call, Client, Credentials, Error, Method, Secret, Timeouts, Trust};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::server::{Server, http, request};

const AUTHORITY: &[u8] = include_bytes!("../data/authority.pem");
const ANOTHER: &[u8] = include_bytes!("../data/another-authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../data/server.pem");
const KEY: &[u8] = include_bytes!("../data/server.key");

fn access(patience: Duration) -> Access {
    let timeouts = Timeouts { connect: Duration::from_secs(5), request: Duration::from_secs(5), patience };
    Access { timeouts, ..Access::default() }
}

fn get(scheme: &str, nodes: &str, access: &Access) -> Result<jianbao_remote::Answer, Error> {
    let address = format!("opensearch+{scheme}://{nodes}/news").parse().unwrap();
    Client::new(&address, access)?.send(Call::new(Method::Get, "/_cluster/health"))
}

/// A port on which nobody listens.
fn dead_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn another_node_is_asked_at_once_when_one_is_gone() {
    let server = Server::start();
    let nodes = format!("127.0.0.1:{},localhost:{},127.0.0.1:{}", dead_port(), dead_port(), server.port);
    let begun = Instant::now();
    let answer = get("http", &nodes, &access(Duration::from_secs(60))).unwrap();
    assert_eq!(answer.node.port, server.port);
    assert_eq!(answer.body["status"], "green");
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn without_any_node_the_error_names_them_and_the_last_failure() {
    let (first, second) = (dead_port(), dead_port());
    let error =
        get("http", &format!("127.0.0.1:{first},127.0.0.1:{second}"), &access(Duration::from_millis(300)))
            .unwrap_err();
    let said = error.to_string();
    assert!(matches!(error, Error::NoAnswer { attempts: 2.., .. }), "{said}");
    assert!(said.contains(&first.to_string()) && said.contains(&second.to_string()), "{said}");
}

#[test]
fn credentials_are_sent_and_shown_nowhere() {
    let server = Server::start();
    let basic = Credentials::Basic { user: "u".into(), password: Secret::new("p4ssword") };
    let header = "authorization: Basic dTpwNHNzd29yZA==";
    let access = Access { credentials: basic, ..access(Duration::from_millis(300)) };
    let nodes = format!("127.0.0.1:{}", server.port);
    get("http", &nodes, &access).unwrap();
    assert!(server.state().last_head.contains(header), "{}", server.state().last_head);
    let mut shown = format!("{access:?}");
    for (status, body) in [
        (401, r#"{"error": "no"}"#),
        (403, r#"{"error": {"type": "security_exception", "reason": "no permissions"}}"#),
        (404, "{}"),
        (500, ""),
        (302, ""),
    ] {
        let head = format!(
            "HTTP/1.1 {status} X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        server.state().fixed = Some((head, body.into()));
        let error = get("http", &nodes, &access).unwrap_err();
        match status {
            401 | 403 => assert!(matches!(error, Error::Denied { .. }), "{error}"),
            404 => assert!(matches!(error, Error::Refused { .. }), "{error}"),
            302 => assert!(matches!(error, Error::Redirected { status: 302, .. }), "{error}"),
            _ => assert!(matches!(error, Error::NoAnswer { .. }), "{error}"),
        }
        shown.push_str(&format!("{error} {error:?}"));
    }
    let address = format!("opensearch+http://{nodes}/news").parse().unwrap();
    shown.push_str(&format!("{:?}", Client::new(&address, &access).unwrap()));
    assert!(!shown.contains("p4ssword") && !shown.contains("dTpw"), "{shown}");
}

#[test]
fn an_answer_without_an_end_is_an_error_and_not_a_full_memory() {
    let server = Server::start();
    let mut body = vec![b' '; 70 << 20];
    body[0] = b'[';
    let head = format!("HTTP/1.1 200 X\r\ncontent-length: {}\r\n\r\n", body.len());
    server.state().fixed = Some((head, body));
    let mut access = access(Duration::from_secs(60));
    access.timeouts.request = Duration::from_secs(60);
    let error = get("http", &format!("127.0.0.1:{}", server.port), &access).unwrap_err();
    assert!(matches!(error, Error::TooLong { .. }), "{error}");
}

/// A server over TLS. The first connections are cut in the middle of the answer, without the end that TLS wants.
fn start_tls(cut: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let certificates = CertificateDer::pem_slice_iter(CERTIFICATE).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .unwrap();
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let _ = serve_tls(stream.unwrap(), &config, number < cut);
        }
    });
    port
}

fn serve_tls(stream: TcpStream, config: &Arc<rustls::ServerConfig>, is_cut: bool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let connection = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
    let mut reader = BufReader::new(rustls::StreamOwned::new(connection, stream));
    if request(&mut reader)?.is_none() {
        return Ok(());
    }
    // Without a length the end of the connection would be the end of the answer.
    let answer = if is_cut {
        b"HTTP/1.1 200 X\r\nconnection: close\r\n\r\n{\"status\": \"gre".to_vec()
    } else {
        http(200, r#"{"status": "green"}"#)
    };
    let stream = reader.get_mut();
    stream.write_all(&answer)?;
    stream.flush()?;
    if !is_cut {
        stream.conn.send_close_notify();
        stream.flush()?;
    }
    Ok(())
}

#[test]
fn over_tls_the_given_authority_is_trusted_alone() {
    let port = start_tls(0);
    let trusting =
        |pem: &[u8]| Access { trust: Trust::Authorities(pem.to_vec()), ..access(Duration::from_secs(20)) };
    assert_eq!(
        get("https", &format!("localhost:{port}"), &trusting(AUTHORITY)).unwrap().body["status"],
        "green"
    );
    assert_eq!(
        get("https", &format!("127.0.0.1:{port}"), &trusting(AUTHORITY)).unwrap().body["status"],
        "green"
    );
    let begun = Instant::now();
    let error = get("https", &format!("localhost:{port}"), &trusting(ANOTHER)).unwrap_err();
    assert!(matches!(error, Error::Untrusted { .. }), "{error}");
    let error = get("https", &format!("localhost:{port}"), &access(Duration::from_secs(20))).unwrap_err();
    assert!(matches!(error, Error::Untrusted { .. }), "{error}");
    // A certificate does not become better by asking again.
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_connection_that_is_cut_within_tls_is_no_answer() {
    let port = start_tls(2);
    let access = Access { trust: Trust::Authorities(AUTHORITY.to_vec()), ..access(Duration::from_secs(60)) };
    assert_eq!(get("https", &format!("localhost:{port}"), &access).unwrap().body["status"], "green");
}
