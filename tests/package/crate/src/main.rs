use presend::{Instant, Value, Verdict};

fn main() -> Result<(), presend::Error> {
    let draft = Value::from_json(
        r#"{
            "to": "+91 98765 43210",
            "conversation": {"lastInboundAt": null},
            "message": {"type": "text", "text": "Your order is on its way"}
        }"#,
    )?;
    let report = presend::check(&draft, Instant::parse("2026-11-20T12:00:00Z")?)?;
    match report.verdict {
        Verdict::Send => println!("Nothing known stands in the way."),
        Verdict::Risky => println!("It may fail."),
        _ => println!("blocked: {}", report.findings[0].message),
    }
    Ok(())
}
