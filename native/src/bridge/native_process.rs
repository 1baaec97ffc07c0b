//! What JavaScript asks of the process, not of a server.

use napi_derive::napi;

/// Number of the header set written as `name NUL value NUL ...`, by which replies may name it; null if it gets none.
#[napi(catch_unwind)]
pub fn intern_head(head: String) -> Option<u32> {
    super::templates::intern(&head)
}

/// CPUs this process may use: the affinity mask, cut by the cgroup quota.
#[napi(catch_unwind)]
pub fn available_cpus() -> u32 {
    super::cpus::available()
}
