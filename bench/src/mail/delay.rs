//! A relay that is far away: what passes through takes half the added round trip each way.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::Result;

/// A port before another one. Its threads end with their connections, the one that listens with this process.
#[derive(Debug)]
pub struct Delay {
    /// Where it listens.
    pub port: u16,
}

impl Delay {
    /// Adds `round_trip` to the way to a port of this machine.
    pub fn before(port: u16, round_trip: Duration) -> Result<Delay> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let own = listener.local_addr()?.port();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                for (from, to) in [(&near, &far), (&far, &near)] {
                    if let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) {
                        pass(from, to, round_trip / 2);
                    }
                }
            }
        });
        Ok(Delay { port: own })
    }
}

/// One direction: a thread reads and notes when, another writes what is due.
fn pass(mut from: TcpStream, to: TcpStream, delay: Duration) {
    let (sender, receiver) = channel();
    std::thread::spawn(move || write(to, &receiver));
    std::thread::spawn(move || {
        let mut room = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = from.read(&mut room) {
            let due = Instant::now() + delay;
            let Some(bytes) = room.get(..length) else { return };
            if sender.send((due, bytes.to_vec())).is_err() {
                return;
            }
        }
    });
}

fn write(mut to: TcpStream, receiver: &Receiver<(Instant, Vec<u8>)>) {
    // Small answers must not wait for one another.
    let _ = to.set_nodelay(true);
    let mut waiting: VecDeque<(Instant, Vec<u8>)> = VecDeque::new();
    loop {
        let Some((due, bytes)) = waiting.pop_front().or_else(|| receiver.recv().ok()) else {
            let _ = to.shutdown(Shutdown::Write);
            return;
        };
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            return;
        }
        waiting.extend(receiver.try_iter());
    }
}
