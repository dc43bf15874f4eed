//! Fetching what was packed.

use umbel_core::Id;
use umbel_core::people::SignedIn;
use umbel_core::tree::{Export, ExportForm, ExportState};
use umbel_web_kit::delivery::{Download, DownloadSource};
use umbel_web_kit::{Answer, Problem, Visit};

use crate::room;
use crate::work::{LIFETIME_SECONDS, ending};

/// The file itself, read piece by piece from the disk.
pub(crate) fn file(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = visit.parameter("id").parse().map(Id).map_err(|_| Problem::NotFound)?;
    let export = Export::find(&mut visit.scope(), id)?.ok_or(Problem::NotFound)?;
    let is_there = export.state == ExportState::Ready && visit.now < export.created_at.plus_seconds(LIFETIME_SECONDS);
    if !is_there {
        return Err(Problem::NotFound);
    }
    // Whoever finds an open browser does not get other people's addresses.
    if export.with_members && !room::is_confirmed(visit, person) {
        return Ok(Answer::GoOn(room::confirm_address(visit)));
    }
    let path = visit.world.exports.join(&export.file_name);
    if !path.is_file() {
        return Err(Problem::NotFound);
    }
    let day = export.created_at.utc().format("%Y-%m-%d");
    let host = &visit.current.here.host;
    Ok(Answer::Download(Download {
        name: format!("{host}-{day}.{}", ending(export.form)),
        mime: match export.form {
            ExportForm::Site => "application/zip",
            ExportForm::Wordpress => "application/xml",
        },
        source: DownloadSource::File(path),
    }))
}
