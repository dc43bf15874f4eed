//! Waiting for a store that answers later, from threads that may wait.

use std::io;
use std::sync::{OnceLock, mpsc};
use tokio::runtime::{Builder, Handle};

/// Runs something of the store to its end. Whoever calls waits, on whatever thread: inside of another runtime, too.
pub(super) fn wait<T: Send + 'static>(
    work: impl Future<Output = Result<T, object_store::Error>> + Send + 'static,
) -> io::Result<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    handle()?.spawn(async move {
        // Whoever asked may have gone; then nobody wants to know.
        let _ = sender.send(work.await);
    });
    receiver
        .recv()
        .map_err(|_| io::Error::other("the store of files did not answer"))?
        .map_err(as_io_error)
}

fn handle() -> io::Result<&'static Handle> {
    static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();
    RUNTIME
        .get_or_init(|| start().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| io::Error::other(error.clone()))
}

/// One thread that passes things on; what really waits for a disk has threads of its own.
fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("files".into())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

fn as_io_error(error: object_store::Error) -> io::Error {
    let kind = match &error {
        object_store::Error::NotFound { .. } => io::ErrorKind::NotFound,
        object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
            io::ErrorKind::PermissionDenied
        }
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
