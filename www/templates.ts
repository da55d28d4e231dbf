// The templates of a made-up shop, as the Graph API returns them.
import type { Template } from "presend";

const body = (text: string, ...examples: string[]) => ({
  type: "BODY",
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
});
const header = (text: string, ...examples: string[]) => ({
  type: "HEADER",
  format: "TEXT",
  text,
  ...(examples.length > 0 && { example: { header_text: examples } }),
});
const footer = (text: string) => ({ type: "FOOTER", text });

const track = {
  type: "URL",
  text: "Track the parcel",
  url: "https://shop.example/track/{{1}}",
  example: ["https://shop.example/track/84213"],
};

export const templates: Template[] = [
  {
    name: "order_update",
    language: "en",
    category: "UTILITY",
    status: "APPROVED",
    components: [
      header("Order {{1}}", "84213"),
      body("Hello {{1}}, your order has left our warehouse and should reach you {{2}}.", "Priya", "on Monday"),
      footer("Maple & Thread"),
      { type: "BUTTONS", buttons: [track] },
    ],
  },
  {
    name: "order_update",
    language: "es",
    category: "UTILITY",
    status: "APPROVED",
    components: [
      header("Pedido {{1}}", "84213"),
      body("Hola, {{1}}: tu pedido ha salido del almacén y debería llegarte {{2}}.", "Lucía", "el lunes"),
      footer("Maple & Thread"),
      { type: "BUTTONS", buttons: [{ ...track, text: "Seguir el envío" }] },
    ],
  },
  {
    name: "order_update",
    language: "pt_BR",
    category: "UTILITY",
    status: "PENDING",
    components: [body("Olá, {{1}}! Seu pedido saiu do nosso depósito e deve chegar {{2}}.", "João", "na segunda")],
  },
  {
    name: "we_have_a_question",
    language: "en",
    category: "UTILITY",
    status: "APPROVED",
    components: [body("Hello from Maple & Thread. We have a question about your order. May we write to you here?")],
  },
  {
    name: "appointment_reminder",
    language: "en_US",
    category: "UTILITY",
    status: "APPROVED",
    components: [
      body("Hi {{customer}}, your fitting is on {{day}} at {{time}}. Can you make it?", "Sam", "Tuesday", "3 pm"),
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Yes, I will be there" },
          { type: "QUICK_REPLY", text: "Another day, please" },
        ],
      },
    ],
  },
  {
    name: "winter_sale",
    language: "en_US",
    category: "MARKETING",
    status: "APPROVED",
    components: [
      { type: "HEADER", format: "IMAGE", example: { header_handle: ["https://shop.example/winter.jpg"] } },
      body("*Winter sale*: {{1}} off all wool until {{2}}.", "20 %", "Sunday"),
      footer("Reply STOP to end these messages"),
      {
        type: "BUTTONS",
        buttons: [
          { type: "COPY_CODE", example: "WOOL20" },
          { type: "URL", text: "See the collection", url: "https://shop.example/winter" },
        ],
      },
    ],
  },
  {
    name: "come_back",
    language: "en",
    category: "MARKETING",
    status: "PAUSED",
    components: [body("We miss you, {{1}}! Here is something for your next visit.", "Alex")],
  },
];
