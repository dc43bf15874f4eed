//! Staying alert: a worker that has just answered looks for the next request for a moment before it goes to sleep.
//!
//! Falling asleep and being woken costs a thread more than finding a kept page, on virtual machines several times more.
//! Whoever asks once is likely to ask again at once: a proxy, or a browser that loads what belongs to a page.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

/// How long a worker stays alert. What it costs at most is this much for each request that nothing follows.
const ALERT_FOR: Duration = Duration::from_micros(50);

/// When one worker last answered, and how it is woken.
#[derive(Debug)]
pub(super) struct Alertness {
    answered_at: Cell<Instant>,
    asleep: RefCell<Option<Waker>>,
}

impl Alertness {
    /// Watches over the worker that calls this, for as long as its service lives.
    pub(super) fn of_this_worker() -> Rc<Self> {
        let alertness = Rc::new(Self {
            answered_at: Cell::new(Instant::now()),
            asleep: RefCell::new(None),
        });
        let watched = Rc::downgrade(&alertness);
        actix_web::rt::spawn(async move {
            while let Some(alertness) = watched.upgrade() {
                if Instant::now().duration_since(alertness.answered_at.get()) < ALERT_FOR {
                    drop(alertness);
                    // The worker looks at its connections before it comes back here.
                    tokio::task::yield_now().await;
                } else {
                    alertness.sleep().await;
                }
            }
        });
        alertness
    }

    /// Something was answered just now.
    pub(super) fn answered(&self) {
        self.answered_at.set(Instant::now());
        if let Some(waker) = self.asleep.take() {
            waker.wake();
        }
    }

    async fn sleep(&self) {
        let mut told = false;
        poll_fn(|context| {
            if told && self.asleep.borrow().is_none() {
                return Poll::Ready(());
            }
            told = true;
            self.asleep.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
