//! Bare axum on one current_thread runtime, with an accept loop like Spikard's: `bench-axum PORT`.

use axum::extract::{Json, Path, Query};
use axum::routing::{Router, get, post};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::error::Error;
use tokio::net::{TcpListener, TcpStream};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Serialize)]
struct Message {
    message: &'static str,
}

#[derive(Deserialize)]
struct Search {
    q: Option<String>,
}

#[derive(Serialize)]
struct User {
    id: String,
    q: Option<String>,
}

async fn hello() -> Json<Message> {
    Json(Message { message: "Hello" })
}

async fn user(Path(id): Path<String>, Query(search): Query<Search>) -> Json<User> {
    Json(User { id, q: search.q })
}

async fn echo(Json(body): Json<Value>) -> Json<Value> {
    Json(body)
}

fn routes() -> Router {
    Router::new()
        .route("/", get(hello))
        .route("/users/{id}", get(user))
        .route("/echo", post(echo))
}

async fn serve(stream: TcpStream, router: Router) {
    // An error here is the client's closed connection, which is how every load ends.
    let _ = http1::Builder::new()
        .writev(false)
        .pipeline_flush(true)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
}

async fn listen(port: u16) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let router = routes();
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(serve(stream, router.clone()));
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args()
        .nth(1)
        .ok_or("Usage: bench-axum PORT")?
        .parse()?;
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?
        .block_on(listen(port))
}
