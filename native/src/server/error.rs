//! Why a server could not start.

use std::fmt;
use std::io;

/// The server could not start; [`ServerError::code`] is stable, the text is for people.
#[derive(Debug)]
pub struct ServerError {
    kind: ErrorKind,
    message: String,
    source: Option<io::Error>,
}

/// What kind of mistake it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    AddressInUse,
    AccessDenied,
    AddressNotAvailable,
    HostNotFound,
    Listen,
    DuplicateRoute,
    BadPath,
    BadMethod,
    BadSettings,
}

impl ServerError {
    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self {
            kind,
            message,
            source: None,
        }
    }

    /// An address could not be bound.
    pub(crate) fn listen(source: io::Error, host: &str, port: u16) -> Self {
        let (kind, why) = match source.kind() {
            io::ErrorKind::AddrInUse => (
                ErrorKind::AddressInUse,
                "the port is in use. Stop the other program or choose another port",
            ),
            io::ErrorKind::PermissionDenied => (
                ErrorKind::AccessDenied,
                "permission denied. Choose a port above 1023",
            ),
            io::ErrorKind::AddrNotAvailable => (
                ErrorKind::AddressNotAvailable,
                "this machine does not have that address. Choose a host it has",
            ),
            _ => (
                ErrorKind::Listen,
                "the system refused. See the cause of this error",
            ),
        };
        Self {
            kind,
            message: format!("Cannot listen on \"{host}\" port {port}: {why}"),
            source: Some(source),
        }
    }

    /// A host name could not be resolved.
    pub(crate) fn host(source: Option<io::Error>, host: &str) -> Self {
        Self {
            kind: ErrorKind::HostNotFound,
            message: format!(
                "Cannot listen on \"{host}\": the name is unknown. Use an address such as \"127.0.0.1\""
            ),
            source,
        }
    }

    /// The stable code: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `ENOTFOUND`, or one that begins with `SPK_`.
    pub fn code(&self) -> &'static str {
        match self.kind {
            ErrorKind::AddressInUse => "EADDRINUSE",
            ErrorKind::AccessDenied => "EACCES",
            ErrorKind::AddressNotAvailable => "EADDRNOTAVAIL",
            ErrorKind::HostNotFound => "ENOTFOUND",
            ErrorKind::Listen => "SPK_LISTEN",
            ErrorKind::DuplicateRoute => "SPK_DUPLICATE_ROUTE",
            ErrorKind::BadPath => "SPK_BAD_PATH",
            ErrorKind::BadMethod => "SPK_BAD_METHOD",
            ErrorKind::BadSettings => "SPK_BAD_SETTINGS",
        }
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ServerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_ref()?;
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;

    fn code_of(kind: io::ErrorKind) -> &'static str {
        ServerError::listen(kind.into(), "::1", 80).code()
    }

    #[test]
    fn bind_errors_carry_the_codes_of_node() {
        assert_eq!(code_of(io::ErrorKind::AddrInUse), "EADDRINUSE");
        assert_eq!(code_of(io::ErrorKind::PermissionDenied), "EACCES");
        assert_eq!(code_of(io::ErrorKind::AddrNotAvailable), "EADDRNOTAVAIL");
        assert_eq!(code_of(io::ErrorKind::OutOfMemory), "SPK_LISTEN");
    }

    #[test]
    fn messages_name_the_address_and_keep_the_cause() {
        let error = ServerError::listen(io::ErrorKind::AddrInUse.into(), "0.0.0.0", 8000);
        assert_eq!(
            error.to_string(),
            "Cannot listen on \"0.0.0.0\" port 8000: the port is in use. Stop the other program or choose another port"
        );
        assert!(error.source().is_some());
    }
}
