// Made by `npm run types`.

