//! Prefix patterns into programs for the little machine in `src/phone/prefix.rs`.
//!
//! Prefixes need what an automaton cannot give: which part matched which parenthesis, and the first alternative before the
//! longest. There are few of them, and they are tried once in a number, so a backtracking machine will do.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use operation::{AT_END, DIGIT, END, JUMP, SAVE, SET, SPLIT};

#[path = "../../src/phone/operation.rs"]
mod operation;

/// A program: how many parentheses it has, with which digits a match can begin, and its operations.
pub struct Program {
    pub groups: u8,
    pub first: u16,
    pub code: Vec<u8>,
}

impl Program {
    pub fn compile(pattern: &str) -> Result<Self, String> {
        let hir = ParserBuilder::new()
            .unicode(false)
            .utf8(false)
            .build()
            .parse(pattern)
            .map_err(|e| format!("{pattern}: {e}"))?;
        let groups = hir.properties().explicit_captures_len() as u8;
        let mut code = Vec::new();
        emit(&hir, &mut code).map_err(|e| format!("{pattern}: {e}"))?;
        code.push(END);
        let first = first(&hir).map_err(|e| format!("{pattern}: {e}"))?;
        Ok(Self { groups, first, code })
    }
}

fn emit(hir: &Hir, code: &mut Vec<u8>) -> Result<(), String> {
    match hir.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            for &byte in &literal.0 {
                code.push(DIGIT | digit(byte)?);
            }
        }
        HirKind::Class(class) => {
            let set = set(class)?;
            code.extend([SET, set as u8, (set >> 8) as u8]);
        }
        HirKind::Look(Look::End) => code.push(AT_END),
        HirKind::Capture(capture) => {
            let slot = (capture.index as u8 - 1) * 2;
            code.extend([SAVE, slot]);
            emit(&capture.sub, code)?;
            code.extend([SAVE, slot + 1]);
        }
        HirKind::Concat(parts) => {
            for part in parts {
                emit(part, code)?;
            }
        }
        HirKind::Alternation(alternatives) => emit_alternation(alternatives, code)?,
        // Without loops no program can run long, whatever number it is given.
        HirKind::Repetition(repetition) => {
            let (true, Some(max)) = (repetition.greedy, repetition.max) else {
                return Err("only bounded, greedy repetitions".into());
            };
            for _ in 0..repetition.min {
                emit(&repetition.sub, code)?;
            }
            let mut exits = Vec::new();
            for _ in repetition.min..max {
                exits.push(hole(SPLIT, code));
                emit(&repetition.sub, code)?;
            }
            exits.into_iter().for_each(|exit| fill(exit, code));
        }
        other => return Err(format!("{other:?} is not for digits")),
    }
    Ok(())
}

fn emit_alternation(alternatives: &[Hir], code: &mut Vec<u8>) -> Result<(), String> {
    let mut exits = Vec::new();
    for (i, alternative) in alternatives.iter().enumerate() {
        if i + 1 == alternatives.len() {
            emit(alternative, code)?;
            break;
        }
        let otherwise = hole(SPLIT, code);
        emit(alternative, code)?;
        exits.push(hole(JUMP, code));
        fill(otherwise, code);
    }
    exits.into_iter().for_each(|exit| fill(exit, code));
    Ok(())
}

/// An operation whose address is not known yet.
fn hole(operation: u8, code: &mut Vec<u8>) -> usize {
    code.extend([operation, 0, 0]);
    code.len() - 2
}

fn fill(hole: usize, code: &mut [u8]) {
    let here = (code.len() as u16).to_le_bytes();
    code[hole..hole + 2].copy_from_slice(&here);
}

fn digit(byte: u8) -> Result<u8, String> {
    if byte.is_ascii_digit() { Ok(byte - b'0') } else { Err(format!("{:?} is no digit", byte as char)) }
}

fn set(class: &Class) -> Result<u16, String> {
    let Class::Bytes(class) = class else { return Err("a class of characters, not bytes".into()) };
    let mut set = 0;
    for byte in class.iter().flat_map(|range| range.start()..=range.end()) {
        set |= 1 << digit(byte)?;
    }
    Ok(set)
}

/// The digits a match can begin with. That a match may read nothing is left out: it changes nothing either.
fn first(hir: &Hir) -> Result<u16, String> {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.first().map_or(Ok(0), |&byte| Ok(1 << digit(byte)?)),
        HirKind::Class(class) => set(class),
        HirKind::Capture(capture) => first(&capture.sub),
        HirKind::Repetition(repetition) => first(&repetition.sub),
        HirKind::Alternation(alternatives) => alternatives.iter().try_fold(0, |all, hir| Ok(all | first(hir)?)),
        HirKind::Concat(parts) => {
            let mut digits = 0;
            for part in parts {
                digits |= first(part)?;
                if part.properties().minimum_len() != Some(0) {
                    break;
                }
            }
            Ok(digits)
        }
        _ => Ok(0),
    }
}
