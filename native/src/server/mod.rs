//! The HTTP server. It knows nothing of JavaScript: matched requests go to a [`Dispatch`], answers come back.
//!
//! ```text
//! listen > accept > door > connection ( hyper over io ) > exchange ( target ) > router > place > endpoint ( gate, body, input ) > Dispatch
//!                     ^         ^                             ^                                                                      |
//!     client, running ( open )  sweep, drain                  +-------------- reply ( streamed ), problem, own_routes <--------------+
//! ```
//!
//! A body is read whole (`body`), as a form (`form`), or by the handler itself (`body_reader`), if its type may pass (`gate`);
//! one that is read whole must be what its type says (`json`, `pairs`). An answer is whole, or comes piece by piece
//! (`pieces`), and then hyper writes it (`streamed`) until it waits for its next piece (`tail`).
//!
//! Everything of one connection runs on one current-thread runtime, its shard. Time limits are kept by a sweep over all
//! connections (`sweep`), not by timers, but for two short waits (`body`, `io`); orders from outside reach a connection
//! as bits and a wake (`state`). The sweep also tells the host when it pays to return memory to the system (`relief`).
#![forbid(unsafe_code)]

mod accept;
mod accepts;
mod body;
mod body_clock;
mod body_reader;
mod budget;
mod client;
mod connection;
mod counters;
mod dispatch;
mod documents;
mod door;
mod drain;
mod endpoint;
mod entity_tag;
mod error;
mod event_loop;
mod exchange;
mod form;
mod form_source;
mod gate;
mod health;
mod input;
mod io;
mod joined;
mod json;
mod judge;
mod listen;
mod media_type;
mod method_table;
mod own_answers;
mod own_routes;
mod pairs;
mod path;
mod pattern;
mod pieces;
mod place;
mod prepare;
mod problem;
mod refusal;
mod relief;
mod reply;
mod request_ids;
mod router;
mod running;
mod segment;
mod settings;
mod shard;
mod shared;
mod state;
mod streamed;
mod sweep;
mod table;
mod tail;
mod target;
mod text;
mod transport;

pub use accepts::Accepts;
pub use body_reader::{BodyError, BodyReader};
pub use client::ClientBody;
pub use counters::{Counters, Problems};
pub use dispatch::{
    Answer, Beat, Call, Cut, Dispatch, FormPart, Input, Params, Reply, ReplyBody, ReplyStream,
};
pub use drain::Drained;
pub use error::ServerError;
pub use event_loop::{EventLoop, Serving};
pub use listen::{Bound, bind};
pub use prepare::{Prepared, prepare};
pub use running::Server;
pub use settings::{Document, Health, RouteSpec, Settings};
