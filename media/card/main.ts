import { html, render } from 'lit-html';

const page = document.getElementById('page');
if (page) render(html`<main><h1 tabindex="-1">Nothing waits for you</h1></main>`, page);
