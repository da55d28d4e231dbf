// Templates to click: the usual ways in which one is refused at its creation, and one that is fine.
import type { Template } from "presend";

const quick = (text: string) => ({ type: "QUICK_REPLY", text });

export const examples: Record<string, Template> = {
  "Variable at the end": {
    name: "order_update",
    language: "en",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "TEXT", text: "Order {{1}}", example: { header_text: ["84213"] } },
      {
        type: "BODY",
        text: "Hello {{1}}, your order has left our warehouse and should reach you {{2}}",
        example: { body_text: [["Priya", "on Monday"]] },
      },
      { type: "FOOTER", text: "Maple & Thread" },
    ],
  },
  "One that is fine": {
    name: "fitting_reminder",
    language: "en_US",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Hi {{1}}, your fitting is on *{{2}}* at our shop in Mill Lane. Can you make it?",
        example: { body_text: [["Sam", "Tuesday at 3 pm"]] },
      },
      { type: "BUTTONS", buttons: [quick("Yes, I will be there"), quick("Another day, please")] },
    ],
  },
  "Example missing": {
    name: "parcel_waiting",
    language: "en",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Your parcel {{1}} is waiting for you at our counter." }],
  },
  "Capitals in the name": {
    name: "Winter-Sale",
    language: "en",
    category: "MARKETING",
    components: [{ type: "BODY", text: "Our winter sale has begun: come and see." }],
  },
  "Numbers skipped": {
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Hello {{1}}, order {{3}} is ready to be picked up.",
        example: { body_text: [["Priya", "84213"]] },
      },
    ],
  },
  "Bold header, long footer": {
    name: "new_arrivals",
    language: "en",
    category: "MARKETING",
    components: [
      { type: "HEADER", format: "TEXT", text: "*New arrivals*" },
      { type: "BODY", text: "Scarves, hats and gloves have arrived at our shop." },
      { type: "FOOTER", text: "Reply STOP to end these messages, or write to us whenever you have a question" },
    ],
  },
  "Many buttons": {
    name: "how_was_it",
    language: "en",
    category: "MARKETING",
    components: [
      { type: "BODY", text: "How do you like your new coat? Tell us with one touch." },
      {
        type: "BUTTONS",
        buttons: [
          quick("I love it"),
          quick("It is fine"),
          quick("Not really"),
          { type: "URL", text: "Write a review", url: "https://shop.example/review" },
          { type: "PHONE_NUMBER", text: "Call us", phone_number: "+442079460123" },
        ],
      },
    ],
  },
  "Cards to swipe": {
    name: "three_coats",
    language: "en",
    category: "MARKETING",
    components: [
      { type: "BODY", text: "Hello {{1}}, these have just come in.", example: { body_text: [["Priya"]] } },
      {
        type: "CAROUSEL",
        cards: ["The long grey one", "The short blue one", "The one with a hood"].map((text, index) => ({
          components: [
            { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW1hZ2U="] } },
            { type: "BODY", text: `${text}, for {{1}}.`, example: { body_text: [["120 €"]] } },
            {
              type: "BUTTONS",
              buttons: [
                quick("Put it aside for me"),
                { type: "URL", text: "See it", url: `https://shop.example/coats/${index + 1}` },
              ],
            },
          ],
        })),
      },
    ],
  },
  "Offer that ends": {
    name: "wool_offer",
    language: "en",
    category: "MARKETING",
    components: [
      { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW1hZ2U="] } },
      { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Ends soon", has_expiration: true } },
      { type: "BODY", text: "Hello {{1}}, all wool is 20 % off until Sunday.", example: { body_text: [["Priya"]] } },
      {
        type: "BUTTONS",
        buttons: [
          { type: "COPY_CODE", example: "WOOL20" },
          {
            type: "URL",
            text: "See the collection",
            url: "https://shop.example/wool?code={{1}}",
            example: ["https://shop.example/wool?code=WOOL20"],
          },
        ],
      },
    ],
  },
};
