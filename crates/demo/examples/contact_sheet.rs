//! Draws contact sheets of all scenes, to look at them before they ship.
//!
//! `cargo run -p umbel-demo --example contact_sheet -- /tmp/pictures [scene …]`

use std::path::PathBuf;
use std::time::{Duration, Instant};

use image::imageops::{self, FilterType};
use image::{ImageResult, RgbImage};
use umbel_demo::pictures::{Scene, draw};

const ACCENTS: [[u8; 3]; 6] = [
    [0xC2, 0x3B, 0x22],
    [0x1E, 0x6B, 0x52],
    [0x1F, 0x4E, 0x8C],
    [0xD9, 0x8E, 0x04],
    [0x7A, 0x2E, 0x6B],
    [0x0F, 0x7C, 0x8A],
];
const CELL: (u32, u32) = (640, 360);

fn main() -> ImageResult<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "/tmp/pictures".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let mut scenes: Vec<Scene> = arguments.filter_map(|name| Scene::from_name(&name)).collect();
    if scenes.is_empty() {
        scenes.extend(Scene::ALL);
    }
    for scene in scenes {
        let mut sheet = RgbImage::new(CELL.0 * 2, CELL.1 * 3);
        let mut drawing = Duration::ZERO;
        for (index, accent) in (0u32..).zip(ACCENTS) {
            let started = Instant::now();
            let picture = draw(scene, u64::from(index), accent);
            drawing += started.elapsed();
            let small = imageops::resize(&picture, CELL.0, CELL.1, FilterType::Triangle);
            let (x, y) = ((index % 2) * CELL.0, (index / 2) * CELL.1);
            imageops::replace(&mut sheet, &small, i64::from(x), i64::from(y));
            if index == 0 {
                picture.save(folder.join(format!("{}-large.png", scene.name())))?;
            }
        }
        println!("{}: {:?} a picture", scene.name(), drawing / 6);
        sheet.save(folder.join(format!("{}.png", scene.name())))?;
    }
    Ok(())
}
