  // A plan is read here, in the browser: the file itself goes nowhere. A Word file is a zip of which
  // word/document.xml holds the paragraphs; the directory at its end says where that stands.
  const LONGEST_PLAN = 20000;

  const entry = (bytes, name) => {
    const view = new DataView(bytes);
    let end = bytes.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      const [long, extra, note] = [28, 30, 32].map((skip) => view.getUint16(at + skip, true));
      const own = new TextDecoder().decode(new Uint8Array(bytes, at + 46, long));
      if (own === name) {
        const head = view.getUint32(at + 42, true);
        const start = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
        return { packed: view.getUint16(at + 10, true) === 8, data: bytes.slice(start, start + view.getUint32(at + 20, true)) };
      }
      at += 46 + long + extra + note;
    }
    throw new Error("no such entry");
  };

  const wordText = async (bytes) => {
    const { packed, data } = entry(bytes, "word/document.xml");
    const stream = new Blob([data]).stream();
    const text = await new Response(packed ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream).text();
    const xml = new DOMParser().parseFromString(text, "application/xml");
    const value = (paragraph, tag) => paragraph.getElementsByTagName(tag)[0]?.getAttribute("w:val") || "";
    return [...xml.getElementsByTagName("w:p")].map((paragraph) => {
      const said = [...paragraph.getElementsByTagName("w:t")].map((one) => one.textContent).join("").trim();
      const heading = /^(heading|kop|title|titel)/i.test(value(paragraph, "w:pStyle"));
      const item = paragraph.getElementsByTagName("w:numPr").length > 0 || /^(list|lijst)/i.test(value(paragraph, "w:pStyle"));
      return said && `${heading ? "# " : item ? "- " : ""}${said}`;
    }).filter(Boolean).join("\n\n");
  };

  const fillBox = (selector, text) => {
    const box = find(selector);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return box;
  };

  const readPlan = async (file) => {
    const said = find("#planbestand").dataset;
    const told = find("#bestandsmelding");
    try {
      const bytes = await file.arrayBuffer();
      const isWord = new Uint8Array(bytes)[0] === 0x50 && new Uint8Array(bytes)[1] === 0x4b;
      const text = isWord ? await wordText(bytes) : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      fillBox("#plantekst textarea", text.slice(0, LONGEST_PLAN)).focus();
      told.textContent = text.length > LONGEST_PLAN ? said.lang : file.name;
    } catch (_) {
      told.textContent = said.onleesbaar;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.id === "planbestand" && event.target.files[0]) readPlan(event.target.files[0]);
  });
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!event.target.closest?.("#deel-toetsen") || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      if (kind === "drop" && event.dataTransfer.files[0]) readPlan(event.dataTransfer.files[0]);
    }, true);
  }
