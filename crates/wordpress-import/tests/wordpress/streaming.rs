//! Memory stays bounded, however long the export is.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::rc::Rc;

use umbel_wordpress_import::wxr::{Reader, Record};

/// An export that is written while it is read.
struct Endless {
    left: usize,
    buffer: Vec<u8>,
    given: Rc<Cell<usize>>,
    stage: u8,
}

impl Endless {
    fn refill(&mut self) {
        self.buffer = match self.stage {
            0 => {
                self.stage = 1;
                b"<rss><channel><title>x</title><wp:wxr_version>1.2</wp:wxr_version>".to_vec()
            }
            1 if self.left > 0 => {
                self.left -= 1;
                let words = "We march on Monday, and then we eat. ".repeat(110);
                format!(
                    "<item><title>Post {0}</title><wp:post_id>{0}</wp:post_id><content:encoded><![CDATA[{words}]]></content:encoded></item>\n",
                    self.left
                )
                .into_bytes()
            }
            1 => {
                self.stage = 2;
                b"</channel></rss>".to_vec()
            }
            _ => Vec::new(),
        };
        self.buffer.reverse();
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.buffer.is_empty() {
            self.refill();
        }
        let mut written = 0;
        while written < into.len()
            && let Some(byte) = self.buffer.pop()
        {
            into[written] = byte;
            written += 1;
        }
        self.given.set(self.given.get() + written);
        Ok(written)
    }
}

#[test]
fn items_come_while_the_file_is_read() {
    const ITEMS: usize = 5000;
    let given = Rc::new(Cell::new(0));
    let source = Endless {
        left: ITEMS,
        buffer: Vec::new(),
        given: Rc::clone(&given),
        stage: 0,
    };
    let mut yielded = 0;
    let mut last_position = 0;
    for record in Reader::new(BufReader::new(source)) {
        if let Record::Item(item) = record.unwrap() {
            yielded += 1;
            last_position = item.position;
            let ahead = given.get() - usize::try_from(item.position).unwrap();
            assert!(ahead < 256 * 1024, "{ahead} bytes were read ahead of item {yielded}");
        }
    }
    assert_eq!(yielded, ITEMS);
    assert!(last_position > 20_000_000, "{last_position}");
}
