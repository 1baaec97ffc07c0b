//! Which route answers a request, over a real socket.

mod support;

use support::client::{get, post, request};
use support::{TestServer, settings, text};

#[test]
fn a_route_answers_with_its_number_method_target_and_parameters() {
    let server = TestServer::echo(&["GET /", "GET /users/:id/posts/:post", "POST /users"]);
    assert_eq!(server.send(&get("/")).text(), "0 GET / []");
    let message = server.send(&get("/users/7/posts/x%20y?q=1"));
    assert_eq!(
        message.text(),
        "1 GET /users/7/posts/x%20y?q=1 [\"7\", \"x y\"]"
    );
    assert_eq!(
        server.send(&post("/users", "ann")).text(),
        "2 POST /users [] ann"
    );
}
