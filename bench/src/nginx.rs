//! nginx serving the same bytes, with the same headers.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::http::Answer;
use crate::program::{Program, free_port, wait_for_port};

/// Headers that nginx sends of its own.
const ITS_OWN: [&str; 8] = ["content-length", "content-type", "content-encoding", "date", "etag", "connection", "last-modified", "server"];

/// A running nginx.
#[derive(Debug)]
pub struct Nginx {
    _program: Program,
    /// Where it listens: `host:port`.
    pub address: String,
}

/// Starts nginx in a folder with one page, plain and compressed.
pub fn serve(folder: &Path, plain: &Answer, gzip: &Answer) -> Result<Nginx> {
    ensure!(gzip.header("content-encoding") == "gzip", "the page does not come compressed");
    let root = folder.join("html");
    fs::create_dir(&root)?;
    fs::write(root.join("page.html"), &plain.body)?;
    fs::write(root.join("page.html.gz"), &gzip.body)?;
    let port = free_port()?;
    let headers: String = plain
        .headers
        .iter()
        .filter(|(name, _)| !ITS_OWN.contains(&name.as_str()))
        .map(|(name, value)| format!("      add_header {name} \"{}\";\n", value.replace('"', "\\\"").replace('$', "")))
        .collect();
    let here = folder.display();
    let settings = format!(
        "daemon off;\nuser root;\nworker_processes auto;\npid {here}/nginx.pid;\nerror_log {here}/error.log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  keepalive_requests 100000000;\n\
           client_body_temp_path {here}/a;\n  proxy_temp_path {here}/b;\n  fastcgi_temp_path {here}/c;\n\
           uwsgi_temp_path {here}/d;\n  scgi_temp_path {here}/e;\n\
           open_file_cache max=100 inactive=600s;\n  open_file_cache_valid 600s;\n  types {{ text/html html; }}\n  charset utf-8;\n\
           server {{\n    listen 127.0.0.1:{port};\n    root {};\n    gzip_static on;\n    location / {{\n{headers}    }}\n  }}\n}}\n",
        root.display()
    );
    let file = folder.join("nginx.conf");
    // Only root may name a user.
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    fs::write(&file, if is_root { settings } else { settings.replace("user root;\n", "") })?;
    let mut command = Command::new(if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" });
    command.arg("-c").arg(&file).arg("-p").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    let program = Program::start(&mut command)?;
    wait_for_port(port)?;
    Ok(Nginx { _program: program, address: format!("127.0.0.1:{port}") })
}
