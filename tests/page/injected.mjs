// What stands in every page that is driven over WebDriver: a finder of elements and a clock to put in the place of the page's.
import { install } from "@sinonjs/fake-timers";
import { Ivya } from "ivya";

Object.assign(window, { __find: Ivya.create({ browser: "webkit" }), __install: install });
