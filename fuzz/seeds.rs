//! Writes the corpora as seeds: `seeds <target> <folder>`.

use std::error::Error;
use std::path::Path;

use presend_fuzz::holds::{Value, seeds};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(target), Some(folder)) = (args.next(), args.next()) else { return Err("seeds <target> <folder>".into()) };
    let json = |values: Vec<Value>| values.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>();
    let found: Vec<Vec<u8>> = match target.as_str() {
        "phone" => seeds::phones().into_iter().map(|(text, country)| match country.as_str() {
            "" => text.into_bytes(),
            _ => format!("{text}\t{country}").into_bytes(),
        }).collect(),
        "time" => seeds::times().into_iter().map(String::into_bytes).collect(),
        "template" => json(seeds::templates())?,
        "payload" => json(seeds::payloads())?,
        "draft" => json(seeds::drafts())?,
        "diagnose" => seeds::evidence().into_iter().map(|text| format!("@{text}").into_bytes()).collect(),
        "list" => {
            let list = |(bytes, options): (Vec<u8>, Value)| Ok([serde_json::to_vec(&options)?, bytes].join(&b'\n'));
            seeds::lists().into_iter().map(list).collect::<Result<_, serde_json::Error>>()?
        }
        _ => return Err(format!("there is no target {target}").into()),
    };
    std::fs::create_dir_all(&folder)?;
    for (number, seed) in found.iter().enumerate() {
        std::fs::write(Path::new(&folder).join(format!("seed-{number:05}")), seed)?;
    }
    println!("{} seeds for {target}", found.len());
    Ok(())
}
