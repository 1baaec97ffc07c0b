use super::*;

/// A driver that was lent.
fn lent() -> Driver {
    let driver = Driver::new();
    assert!(driver.offer(|| true));
    assert!(driver.lend());
    driver
}

#[test]
fn the_event_loop_is_lent_on_an_offer_to_who_is_awake() {
    let driver = Driver::new();
    assert!(driver.tick().is_none());
    assert!(!driver.offer(|| false));
    assert!(!driver.lend());
    assert!(driver.offer(|| true));
    assert!(driver.tick().is_none(), "the own thread has not left yet");
    assert!(driver.lend());
    assert!(driver.tick().is_some());
}

#[test]
fn a_tick_that_was_refused_changes_nothing() {
    let driver = Driver::new();
    assert!(driver.tick().is_none());
    assert!(!driver.is_lent());
}

#[test]
fn an_offer_can_be_given_back_before_the_loan() {
    let driver = Driver::new();
    assert!(driver.offer(|| true));
    assert!(!driver.give_back(), "the own thread is awake");
    assert!(!driver.lend());
    assert!(!driver.is_lent());
}

#[test]
fn who_gives_a_loan_back_must_tell_and_once() {
    let driver = lent();
    assert!(driver.give_back());
    assert!(!driver.give_back());
    assert_eq!(driver.look(&mut 0), Loan::Ended);
}

#[test]
fn a_loan_is_not_given_back_within_a_tick() {
    let driver = lent();
    let tick = driver.tick();
    assert!(!driver.give_back());
    drop(tick);
    assert!(driver.give_back());
}

#[test]
fn a_loan_without_a_tick_between_two_looks_is_recalled() {
    let driver = lent();
    driver.want(true);
    let mut last = 0;
    assert_eq!(driver.look(&mut last), Loan::Lasts);
    drop(driver.tick());
    assert_eq!(driver.look(&mut last), Loan::Lasts);
    assert_eq!(driver.look(&mut last), Loan::Recalled);
    assert!(driver.tick().is_none());
    assert!(!driver.is_wanted(), "not before the borrower is back");
}

#[test]
fn a_tick_that_lasts_is_not_interrupted() {
    let driver = lent();
    let tick = driver.tick();
    let mut last = 0;
    for _ in 0..3 {
        assert_eq!(driver.look(&mut last), Loan::Lasts);
    }
    drop(tick);
}
