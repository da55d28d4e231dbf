// The one script that a help center embeds: it registers what an article needs, and no more.
import { PresendDiagnose } from "presend/elements/diagnose";
import { PresendFaq } from "presend/elements/faq";
import { register } from "./register.js";

register({ "presend-diagnose": PresendDiagnose, "presend-faq": PresendFaq });
