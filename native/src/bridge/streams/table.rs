//! What outlives a slot is known to both sides by a number that is given out once in 2^32, so a stale number meets nobody.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bridge::sync::{Mutex, lock};

pub(crate) struct Table<T> {
    entries: Mutex<Entries<T>>,
    /// Most entries at a time.
    limit: usize,
}

struct Entries<T> {
    next: u32,
    by_number: HashMap<u32, Arc<T>>,
}

impl<T> Table<T> {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            entries: Mutex::new(Entries {
                next: 0,
                by_number: HashMap::new(),
            }),
            limit,
        }
    }

    /// Keeps an entry until it is removed, and tells its number; `None` where there is no room.
    pub(crate) fn insert(&self, entry: Arc<T>) -> Option<u32> {
        let mut entries = lock(&self.entries);
        if entries.by_number.len() >= self.limit {
            return None;
        }
        while entries.by_number.contains_key(&entries.next) {
            entries.next = entries.next.wrapping_add(1);
        }
        let number = entries.next;
        entries.next = number.wrapping_add(1);
        entries.by_number.insert(number, entry);
        Some(number)
    }

    pub(crate) fn get(&self, number: u32) -> Option<Arc<T>> {
        lock(&self.entries).by_number.get(&number).cloned()
    }

    pub(crate) fn remove(&self, number: u32) -> Option<Arc<T>> {
        lock(&self.entries).by_number.remove(&number)
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.entries).by_number.len()
    }

    /// All entries as of now.
    pub(crate) fn all(&self) -> Vec<Arc<T>> {
        lock(&self.entries).by_number.values().cloned().collect()
    }
}

#[cfg(all(test, not(feature = "loom")))]
mod tests {
    use super::*;

    #[test]
    fn a_full_table_takes_nothing_until_something_is_removed() {
        let table = Table::new(1);
        let number = table.insert(Arc::new('a')).unwrap();
        assert_eq!(table.insert(Arc::new('b')), None);
        assert_eq!(table.remove(number).as_deref(), Some(&'a'));
        assert!(table.insert(Arc::new('b')).is_some());
    }

    #[test]
    fn a_removed_number_is_not_given_again() {
        let table = Table::new(1);
        let old = table.insert(Arc::new('a')).unwrap();
        table.remove(old);
        let new = table.insert(Arc::new('b')).unwrap();
        assert_ne!(old, new);
        assert!(table.get(old).is_none());
    }

    #[test]
    fn a_number_in_use_is_passed_over_when_the_count_starts_anew() {
        let table = Table::new(2);
        assert_eq!(table.insert(Arc::new('a')), Some(0));
        lock(&table.entries).next = u32::MAX;
        assert_eq!(table.insert(Arc::new('b')), Some(u32::MAX));
        table.remove(u32::MAX);
        assert_eq!(table.insert(Arc::new('c')), Some(1));
    }
}
