//! Things that only members may read, on pages that are open to everybody.
//!
//! Open pages never look at cookies, and what they answer is kept for all. So whoever may not read something finds
//! nothing there; only after that, and only for a browser that brings a session, the route is asked for the members'
//! page. It is made for each of them and kept nowhere, and to everybody else it stays a missing page.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use std::sync::Arc;
use umbel_core::people::Role;

use super::gate;
use super::making::{Request, finished, tie_forms};
use super::respond::{Keep, Ready};
use crate::problem::Problem;
use crate::visit::Ground;
use crate::world::World;

/// What to ask again with, should nothing be found: none when nobody is signed in or the page holds nothing for members.
pub(super) fn second_try(request: &Request) -> Option<Request> {
    (request.ground == Ground::Site && request.route.for_members.is_some() && request.browser.site.is_some())
        .then(|| request.clone())
}

/// The answer to a member where everybody else finds nothing; `ready` as it is for all others.
pub(super) async fn or_missing(world: &Data<World>, again: Option<Request>, ready: Arc<Ready>) -> Arc<Ready> {
    let Some(request) = again.filter(|_| ready.status() == StatusCode::NOT_FOUND) else {
        return ready;
    };
    let shared = Data::clone(world);
    let theirs = web::block(move || page(&shared, &request)).await.ok().flatten();
    theirs.map_or(ready, Arc::new)
}

fn page(world: &World, request: &Request) -> Option<Ready> {
    let call = request.route.for_members?;
    let made = world.store.read(|connection| {
        let mut visit = request.visit(world, connection);
        let person = gate::person(
            world,
            visit.connection,
            &request.current,
            request.ground,
            &request.browser,
        )?;
        let Some(person) = person.filter(|person| person.standing.is_at_least(Role::Member)) else {
            return Ok(None);
        };
        visit.person = Some(person.clone());
        visit.choose_language();
        tie_forms(&mut visit);
        match call(&mut visit, &person) {
            Err(Problem::NotFound) => Ok(None),
            answer => Ok(Some(finished(&mut visit, answer, &request.raw_target, Keep::Never))),
        }
    });
    made.unwrap_or_else(|error| {
        tracing::error!(%error, "a page for members could not be made");
        None
    })
}
