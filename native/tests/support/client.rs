//! A blocking client over raw bytes.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use super::PATIENCE;

/// One connection.
pub struct Client {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// A response as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub version: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// Asserts that this is a problem document of the server and nothing else.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, suffix: &str) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        let start = format!("{{\"type\":\"https://spikard.dev/errors/{suffix}\",\"title\":\"");
        assert!(self.text().starts_with(&start), "{}", self.text());
        assert!(
            self.text()
                .contains(&format!("\"status\":{status},\"detail\":\""))
        );
        assert_eq!(self.text().matches(':').count(), 5, "{}", self.text());
    }

    pub fn closes(&self) -> bool {
        self.header("connection") == Some("close")
    }
}

impl Client {
    pub fn connect(address: SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).unwrap())
    }

    pub fn over(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            unread: Vec::new(),
        }
    }

    pub fn local_addr(&self) -> SocketAddr {
        self.stream.local_addr().unwrap()
    }

    pub fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    /// Writes what the server may refuse to take.
    pub fn try_write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Sends a request line and headers, with Host, and reads the answer.
    pub fn exchange(&mut self, request: &str) -> Message {
        let is_head = request.starts_with("HEAD ");
        self.write(request);
        self.read_message(is_head)
    }

    /// `GET` of a path, on this connection.
    pub fn get(&mut self, path: &str) -> Message {
        self.exchange(&get(path))
    }

    pub fn read(&mut self) -> Message {
        self.read_message(false)
    }

    /// The head of an answer; its body is left to read.
    pub fn read_head_only(&mut self) -> Message {
        let head = self.read_head();
        parse_head(&head)
    }

    /// The next chunk of a chunked body as text; empty after the last.
    pub fn read_chunk(&mut self) -> String {
        String::from_utf8(self.read_chunk_bytes()).unwrap()
    }

    pub fn read_chunk_bytes(&mut self) -> Vec<u8> {
        let size = self.read_until(b"\r\n");
        let length = usize::from_str_radix(size.trim_end(), 16).unwrap();
        let chunk = self.take(length);
        assert_eq!(self.take(2), b"\r\n");
        chunk
    }

    fn read_message(&mut self, is_head: bool) -> Message {
        let mut message = self.read_head_only();
        let length = message
            .header("content-length")
            .map_or(0, |value| value.parse().unwrap());
        if !is_head {
            message.body = self.take(length);
        }
        message
    }

    fn read_head(&mut self) -> String {
        self.read_until(b"\r\n\r\n")
    }

    /// All up to these bytes, and they.
    fn read_until(&mut self, end: &[u8]) -> String {
        loop {
            let mut windows = self.unread.windows(end.len());
            if let Some(at) = windows.position(|window| window == end) {
                let text = self.unread.drain(..at + end.len()).collect();
                return String::from_utf8(text).unwrap();
            }
            assert!(
                self.fill() > 0,
                "the connection ended before {end:?}: {:?}",
                self.unread
            );
        }
    }

    /// Exactly so many bytes of what the server sends.
    pub fn take(&mut self, length: usize) -> Vec<u8> {
        while self.unread.len() < length {
            assert!(
                self.fill() > 0,
                "the connection ended before {length} bytes"
            );
        }
        self.unread.drain(..length).collect()
    }

    fn fill(&mut self) -> usize {
        let mut bytes = [0; 16 * 1024];
        let length = self.stream.read(&mut bytes).unwrap();
        self.unread.extend_from_slice(&bytes[..length]);
        length
    }

    /// Asserts that the server ends the connection without another byte.
    #[track_caller]
    pub fn assert_end(&mut self) {
        assert_eq!(String::from_utf8_lossy(&self.unread), "");
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(length) => assert_eq!(length, 0, "{byte:?}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}"),
        }
    }

    /// Asserts that the server resets the connection after what was read.
    #[track_caller]
    pub fn assert_reset(&mut self) {
        let error = self.stream.read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    }

    /// Asserts that the server ends the connection after fewer than so many bytes.
    #[track_caller]
    pub fn assert_cut(&mut self, length: usize) {
        let mut bytes = Vec::new();
        let _ = self.stream.read_to_end(&mut bytes);
        assert!(self.unread.len() + bytes.len() < length, "{bytes:?}");
    }

    /// Asserts that the connection still serves.
    #[track_caller]
    pub fn assert_alive(&mut self, path: &str) {
        let message = self.get(path);
        assert_eq!(message.status, 200, "{message:?}");
    }

    pub fn set_write_timeout(&self, time: Duration) {
        self.stream.set_write_timeout(Some(time)).unwrap();
    }

    pub fn shutdown_write(&self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }
}

/// A whole GET request.
pub fn get(path: &str) -> String {
    request("GET", path)
}

/// A whole request without a body.
pub fn request(method: &str, path: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nhost: test\r\n\r\n")
}

/// A whole POST request.
pub fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn parse_head(head: &str) -> Message {
    let mut lines = head.trim_end().split("\r\n");
    let mut first = lines.next().unwrap().splitn(3, ' ');
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), value.to_owned())
    });
    Message {
        version: first.next().unwrap().to_owned(),
        status: first.next().unwrap().parse().unwrap(),
        headers: headers.collect(),
        body: Vec::new(),
    }
}
