//! Requests that carry a form, and a server that tells what it got.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use spikard_native::server::{Call, FormPart, Input, Settings};

use super::{Client, Message, TestServer, settings, specs, text};

pub const KIB: usize = 1024;
pub const MIB: usize = 1024 * KIB;

/// The parts of a call, a line each: name, file name, type, length and the begin of the body.
pub fn describe(call: Call) -> String {
    let Input::Form(parts) = call.body else {
        return format!("no form: {:?}", call.body);
    };
    parts.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub fn line(part: &FormPart) -> String {
    let body = &part.body[..part.body.len().min(20)];
    format!(
        "{:?} {:?} {:?} {} {:?}",
        part.name,
        part.file_name.as_deref().unwrap_or("-"),
        part.content_type.as_deref().unwrap_or("-"),
        part.body.len(),
        body.escape_ascii().to_string(),
    )
}

pub fn server_with(settings: Settings) -> (TestServer, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let mut routes = specs(&["POST /", "POST /stream", "GET /"]);
    routes[1].streams_body = true;
    let server = TestServer::start_specs(settings, routes, 1, move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { text(&describe(call)) }
    });
    (server, calls)
}

pub fn server() -> TestServer {
    server_with(settings()).0
}

pub fn roomy() -> TestServer {
    let settings = Settings {
        body_limit: 30 * MIB,
        ..settings()
    };
    server_with(settings).0
}

pub fn request(path: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub fn send(server: &TestServer, body: impl AsRef<[u8]>) -> Message {
    let mut client = server.connect();
    post(&mut client, body)
}

pub fn post(client: &mut Client, body: impl AsRef<[u8]>) -> Message {
    let request = request("/", "multipart/form-data; boundary=cut", body.as_ref());
    // The server may refuse before it has read all.
    client.try_write(request);
    client.read()
}

pub fn field(name: &str, value: &str) -> String {
    part(&format!("form-data; name=\"{name}\""), value)
}

pub fn part(disposition: &str, value: &str) -> String {
    format!("--cut\r\ncontent-disposition: {disposition}\r\n\r\n{value}\r\n")
}

pub fn form(parts: &[String]) -> String {
    parts.concat() + "--cut--\r\n"
}
