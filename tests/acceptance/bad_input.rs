//! Whatever comes in: the right status, a readable page, no panic, nothing of another site.

use crate::support::network::{BOSTON, event};
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};

#[test]
fn malformed_requests_are_answered() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let long = "a".repeat(5_000);
        let longer = "a".repeat(20_000);
        for (path, status) in [
            ("/%ff", 400),
            ("/%00", 400),
            ("/a%0d%0ab", 400),
            ("/blog/%2e%2e%2fetc", 400),
            ("/%", 404),
            ("/blog/%zz", 404),
            ("/../../etc/passwd", 404),
            ("//evil.test/x", 404),
            ("/.env", 404),
            ("/wp-login.php", 404),
            ("/blog/topics", 404),
            ("/search?q=%ff%fe", 200),
            ("/search?q=%22%27%3Cscript%3E%20AND%20OR%20NEAR(*", 200),
            ("/search?q=*&from=-1", 200),
            ("/search?q=a&from=99999999999999999999", 200),
            ("/blog?after=1", 404),
            ("/blog?after=99999999999999999999-1", 404),
            ("/blog?after=-1--1", 404),
            ("/blog/archive/99999999999/1", 404),
            ("/blog/archive/2026/00", 404),
            ("/sitemap/blog/0.xml", 404),
            ("/sitemap/blog/99999999999999999999.xml", 404),
            ("/sitemap/../1.xml", 404),
            (&format!("/{long}"), 414),
            (&format!("/search?q={long}"), 414),
        ] {
            let answer = app.get(BOSTON, path);
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.text().contains("<h1"), "{path} has no readable page");
            answer.lacks("<script>");
        }
        let answer =
            app.raw(format!("GET /{longer} HTTP/1.1\r\nHost: {BOSTON}\r\nConnection: close\r\n\r\n").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
        app.get(BOSTON, "/").expect_status(200);
    });
}

#[test]
fn wrong_methods_and_encodings_are_refused() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        NewPost::titled("Here").make(&app.store, &network.boston);
        event(
            &app.store,
            &network.boston,
            "Supper",
            app.store.now().plus_seconds(9_000),
        );
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"] {
            for path in ["/", "/blog", "/events/supper", "/feed"] {
                let answer = app.request(method, BOSTON, path, &[]).expect_status(405);
                assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{method} {path}");
            }
        }
        app.request("PUT", BOSTON, "/blog/here", &[]).expect_status(405);
        for coding in ["gzip", "br", "deflate", "identity", "x"] {
            let answer = app.request("POST", BOSTON, "/blog/here", &[("content-encoding", coding)]);
            assert_eq!(answer.status, 415, "{coding}");
        }
        let huge = format!("password={}", "x".repeat(100_000));
        assert_eq!(app.post_form(BOSTON, "/blog/here", &huge).status, 413);
        assert_eq!(app.post_form(BOSTON, "/blog/here", "%ff%00=&&&==").status, 200);
    });
}

#[test]
fn nonsense_on_the_wire_gets_an_answer_and_the_server_lives_on() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        for bytes in [
            b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_vec(),
            b"GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\nConnection: close\r\n\r\n".to_vec(),
            b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\nConnection: close\r\n\r\n".to_vec(),
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
            b"GET http://[bad/ HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(),
            b"GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n".to_vec(),
            vec![b'A'; 10_000],
        ] {
            let answer = app.raw(&[bytes.as_slice(), b"\r\n\r\n"].concat());
            assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
            assert!(!answer.contains("Boston"), "{answer}");
        }
        app.get(BOSTON, "/").expect_status(200);
    });
}

#[test]
fn every_answer_says_what_pages_may_do() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        for (host, path) in [
            (BOSTON, "/"),
            (BOSTON, "/nothing"),
            ("unknown.test", "/"),
            (BOSTON, "/feed"),
        ] {
            let answer = app.get(host, path);
            let policy = answer.header("content-security-policy").unwrap();
            assert!(
                policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{policy}"
            );
            assert!(!policy.contains("unsafe"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("set-cookie"), None);
        }
    });
}
