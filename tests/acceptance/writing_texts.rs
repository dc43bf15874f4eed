//! Earlier texts of posts: compared, brought back, kept in number; and texts that came from elsewhere as HTML.

use crate::support::desk::Writer;
use crate::support::network::BOSTON;
use crate::support::{NewPost, TestApp, TestNetwork, on_each_engine};
use umbel_core::content::{MOST_REVISIONS, Revision, SourceFormat};
use umbel_core::people::Role;
use umbel_core::{Id, SiteScope, SiteWrite};

#[test]
fn earlier_texts_can_be_compared_and_brought_back() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = Writer::at_boston(&app, &network, "Ana", Role::Author);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let post = ana.publish("Meeting", "We meet on Monday at six.");
        app.wait_seconds(60);
        eva.save(
            post.id,
            &[
                ("title", "Meeting"),
                ("source", "We meet on Tuesday at six."),
                ("address", "meeting"),
                ("do", "save"),
            ],
        );
        let list = ana
            .get(&format!("/manage/posts/{}/revisions", post.id))
            .expect_status(200);
        list.contains("Ana, today, 07:00").contains("Eva, today, 07:01");
        let revision = newest_revision(&app, &network, post.id);
        let path = format!("/manage/posts/{}/revisions/{}", post.id, revision.id);
        ana.get(&path)
            .expect_status(200)
            .contains("<del>Monday</del>")
            .contains("<ins>Tuesday</ins>");
        ana.post(&path, &[]).expect_status(303);
        assert_eq!(ana.stored(post.id).source, "We meet on Monday at six.");
        app.get(BOSTON, "/blog/meeting").contains("Monday");
        assert_eq!(
            newest_revision(&app, &network, post.id).source,
            "We meet on Tuesday at six."
        );
        // Saving without changing a word makes no earlier text.
        let before = revision_count(&app, &network, post.id);
        ana.save(
            post.id,
            &[
                ("title", "Meeting"),
                ("source", "We meet on Monday at six."),
                ("address", "meeting"),
                ("tags", "new"),
                ("do", "save"),
            ],
        );
        assert_eq!(revision_count(&app, &network, post.id), before);
        // Texts of another post, and of another site, are missing ones.
        let other = ana.publish("Other", "Other");
        ana.get(&format!("/manage/posts/{}/revisions/{}", other.id, revision.id))
            .expect_status(404);
    });
}

fn newest_revision(app: &TestApp, network: &TestNetwork, post: Id) -> Revision {
    app.store
        .read(|connection| {
            let scope = &mut SiteScope::new(network.boston.id, connection);
            let newest = Revision::lines(scope, post)?.first().map(|line| line.id).unwrap();
            Ok(Revision::find(scope, post, newest)?.unwrap())
        })
        .unwrap()
}

fn revision_count(app: &TestApp, network: &TestNetwork, post: Id) -> usize {
    app.store
        .read(|connection| Revision::lines(&mut SiteScope::new(network.boston.id, connection), post))
        .unwrap()
        .len()
}

#[test]
fn the_newest_hundred_earlier_texts_are_kept() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let post = NewPost::titled("Often").make(&app.store, &network.boston);
        app.store
            .write(|write| {
                let now = write.now;
                let site = &mut SiteWrite::new(network.boston.id, write);
                for number in 0..130 {
                    let revision = Revision {
                        source: number.to_string(),
                        ..Revision::of(&post, "Ana", now)
                    };
                    Revision::keep(site, &revision)?;
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(
            revision_count(&app, &network, post.id),
            usize::try_from(MOST_REVISIONS).unwrap()
        );
        assert_eq!(newest_revision(&app, &network, post.id).source, "129");
    });
}

#[test]
fn html_that_came_from_elsewhere_is_edited_as_it_is_or_turned_into_markdown() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let eva = Writer::at_boston(&app, &network, "Eva", Role::Editor);
        let post = NewPost::titled("Imported").make(&app.store, &network.boston);
        let html =
            "<h2>Soup</h2><p>Bring <strong>bowls</strong>.</p><details><summary>More</summary><p>Salt</p></details>";
        app.store
            .write(|write| {
                let site = &mut SiteWrite::new(network.boston.id, write);
                umbel_core::content::Post {
                    source: html.into(),
                    html: html.into(),
                    source_format: SourceFormat::Html,
                    path: "Old_Name".into(),
                    ..post.clone()
                }
                .save(site)
            })
            .unwrap();
        eva.get(&format!("/manage/posts/{}", post.id))
            .contains("data-format=\"html\"")
            .contains("Turn it into Markdown");
        let changed = format!("{html}<p>Bread</p><script>alert(1)</script>");
        let saved = eva.save(
            post.id,
            &[
                ("title", "Imported"),
                ("source", &changed),
                ("address", "Old_Name"),
                ("do", "save"),
            ],
        );
        assert_eq!(saved.source_format, SourceFormat::Html);
        assert_eq!(saved.path, "Old_Name", "an address that came along stays to the letter");
        app.get(BOSTON, "/blog/Old_Name")
            .contains("<p>Bread</p>")
            .lacks("<script>alert");
        eva.send(post.id, &[("title", "Imported"), ("source", html), ("do", "markdown")])
            .expect_status(303);
        let turned = eva.stored(post.id);
        assert_eq!(turned.source_format, SourceFormat::Markdown);
        assert!(
            turned.source.contains("**bowls**") && turned.source.contains("<details>"),
            "{}",
            turned.source
        );
        app.get(BOSTON, "/blog/Old_Name")
            .contains("<strong>bowls</strong>")
            .contains("<summary>");
        let former = newest_revision(&app, &network, post.id);
        assert_eq!(former.source_format, SourceFormat::Html);
        // Bringing the earlier text back brings back what it was written in.
        eva.post(&format!("/manage/posts/{}/revisions/{}", post.id, former.id), &[])
            .expect_status(303);
        assert_eq!(eva.stored(post.id).source_format, SourceFormat::Html);
    });
}
