//! The room where a site is packed: who may, who hears of it, and what can be fetched.

use super::parcels::{agreeing_and_not, fill};
use crate::support::network::{BOSTON, MADRID};
use crate::support::people::{Browser, grant, letters, person};
use crate::support::{TestApp, TestNetwork, on_each_engine};
use umbel_core::SiteScope;
use umbel_core::mail::{Message, PackedMembers};
use umbel_core::people::{Act, AuditEntry, Role};
use umbel_core::tree::{Export, ExportForm, ExportState};
use umbel_leaving::{LIFETIME_SECONDS, Packer};

fn exports(app: &TestApp, network: &TestNetwork) -> Vec<Export> {
    app.store
        .read(|connection| Export::newest(&mut SiteScope::new(network.boston.id, connection)))
        .unwrap()
}

#[test]
fn a_manager_packs_the_site_and_fetches_it() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let ana = person(&app, "Ana", "ana@boston.test");
        let luz = person(&app, "Luz", "luz@boston.test");
        for account in [&ana, &luz] {
            grant(&app, &network.boston, account, Role::Manager);
        }
        let before = letters(&app).len();
        let mut browser = Browser::of(&app, &ana);
        browser
            .get(BOSTON, "/manage/leaving")
            .expect_status(200)
            .contains("6 posts")
            .contains("2 pictures and files")
            .contains("No member comes along");
        browser
            .submit(BOSTON, "/manage/leaving", &[("form", "site")])
            .expect_at(BOSTON, "/manage/leaving")
            .contains("It is being packed.")
            .contains("Being packed.");
        // Once is enough.
        browser
            .submit(BOSTON, "/manage/leaving", &[("form", "site")])
            .contains("One is being packed already");
        let news: Vec<_> = letters(&app).into_iter().skip(before).collect();
        assert_eq!(news.len(), 1);
        assert_eq!(news[0].to, luz.email);
        assert!(matches!(&news[0].message, Message::SitePacked { by, what: PackedMembers::Left, .. } if by == "Ana"));
        let logged = app
            .store
            .read(|connection| AuditEntry::newest(&mut SiteScope::new(network.boston.id, connection), None, 1))
            .unwrap();
        assert_eq!((logged[0].act, logged[0].actor_name.as_str()), (Act::Packed, "Ana"));
        let packer = Packer::of(&app.world);
        assert_eq!(packer.pack_waiting().unwrap(), 1);
        assert_eq!(packer.pack_waiting().unwrap(), 0);
        let export = &exports(&app, &network)[0];
        assert_eq!(export.state, ExportState::Ready);
        let path = format!("/manage/leaving/{}/file", export.id);
        let page = browser.get(BOSTON, "/manage/leaving");
        page.contains("Ready:").contains(&path);
        let file = browser.get(BOSTON, &path).expect_status(200);
        assert_eq!(file.header("content-type"), Some("application/zip"));
        assert_eq!(file.header("cache-control"), Some("no-store"));
        assert_eq!(
            file.header("content-disposition"),
            Some("attachment; filename*=UTF-8''boston.cosecha.umbrella.test-2026-11-22.zip")
        );
        assert_eq!(file.bytes.len() as i64, export.bytes);
        assert_eq!(file.header("content-length"), Some(export.bytes.to_string().as_str()));
        assert!(file.bytes.starts_with(b"PK"));
        // After a week it is thrown away.
        let stored = app.world.exports.join(&export.file_name);
        assert!(stored.is_file());
        // Those who look after a site need a second factor by then; this is about something else.
        app.store
            .write(|write| {
                let mut account = umbel_core::people::Account::to_change(write, ana.id)?;
                account.second_factor_due_at = None;
                account.save(write)
            })
            .unwrap();
        app.wait_seconds(LIFETIME_SECONDS + 1);
        let mut later = Browser::of(&app, &ana);
        later.get(BOSTON, &path).expect_status(404);
        assert_eq!(packer.forget_old().unwrap(), 1);
        assert!(!stored.exists() && exports(&app, &network).is_empty());
    });
}

#[test]
fn the_file_for_wordpress_is_one_file() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        fill(&app, &network.boston);
        let ana = person(&app, "Ana", "ana@boston.test");
        grant(&app, &network.boston, &ana, Role::Manager);
        let mut browser = Browser::of(&app, &ana);
        browser.submit(BOSTON, "/manage/leaving", &[("form", "wxr")]);
        Packer::of(&app.world).pack_waiting().unwrap();
        let export = &exports(&app, &network)[0];
        assert_eq!((export.form, export.state), (ExportForm::Wordpress, ExportState::Ready));
        let file = browser.get(BOSTON, &format!("/manage/leaving/{}/file", export.id));
        file.contains("<wp:wxr_version>1.2").contains("First steps");
    });
}

#[test]
fn members_come_along_only_with_whoever_shows_who_they_are() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let (yes, _) = agreeing_and_not(&app, &network.boston);
        let ana = person(&app, "Ana", "ana@boston.test");
        let luz = person(&app, "Luz", "luz@boston.test");
        for account in [&ana, &luz] {
            grant(&app, &network.boston, account, Role::Manager);
        }
        let mut browser = Browser::of(&app, &ana);
        let asking = [("form", "site"), ("members", "yes")];
        browser
            .get(BOSTON, "/manage/leaving")
            .contains("Take along the one member who agreed");
        app.wait_seconds(601);
        let id = browser.sign_in_host();
        browser
            .submit(BOSTON, "/manage/leaving", &asking)
            .expect_at(&id, "/account/confirm");
        assert!(exports(&app, &network).is_empty());
        let to = format!("/account/go?site={}&to=%2Fmanage%2Fleaving", network.boston.id);
        let confirm = format!("/account/confirm?to={}", umbel_web_kit::path::query_value(&to));
        browser
            .submit(&id, &confirm, &[("password", crate::support::people::PASSWORD)])
            .expect_at(BOSTON, "/manage/leaving");
        browser
            .submit(BOSTON, "/manage/leaving", &asking)
            .contains("It is being packed.");
        let told = letters(&app);
        assert!(told.iter().any(|letter| letter.to == luz.email
            && matches!(
                letter.message,
                Message::SitePacked {
                    what: PackedMembers::Along,
                    ..
                }
            )));
        Packer::of(&app.world).pack_waiting().unwrap();
        let export = &exports(&app, &network)[0];
        assert!(export.with_members);
        let path = format!("/manage/leaving/{}/file", export.id);
        browser.get(BOSTON, &path).expect_status(200);
        app.wait_seconds(601);
        browser.get(BOSTON, &path).expect_at(&id, "/account/confirm");
        drop(yes);
    });
}

#[test]
fn nobody_fetches_what_was_packed_elsewhere() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ana = person(&app, "Ana", "ana@boston.test");
        grant(&app, &network.boston, &ana, Role::Manager);
        Browser::of(&app, &ana).submit(BOSTON, "/manage/leaving", &[("form", "site")]);
        Packer::of(&app.world).pack_waiting().unwrap();
        let path = format!("/manage/leaving/{}/file", exports(&app, &network)[0].id);
        let eva = person(&app, "Eva", "eva@madrid.test");
        grant(&app, &network.madrid, &eva, Role::Manager);
        let mut stranger = Browser::of(&app, &eva);
        stranger.get(MADRID, &path).expect_status(404);
        stranger.get(BOSTON, &path).expect_status(403);
        let ed = person(&app, "Ed", "ed@boston.test");
        grant(&app, &network.boston, &ed, Role::Editor);
        Browser::of(&app, &ed).get(BOSTON, &path).expect_status(403);
        Browser::of(&app, &ana)
            .get(BOSTON, "/manage/leaving/x/file")
            .expect_status(404);
    });
}
