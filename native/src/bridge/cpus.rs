//! How many CPUs this process may really use.

use std::thread;

/// CPUs of the affinity mask, cut by the quota of the cgroup (both are read by the standard library on Linux), at least 1.
pub(crate) fn available() -> u32 {
    thread::available_parallelism().map_or(1, |cpus| u32::try_from(cpus.get()).unwrap_or(u32::MAX))
}
