// Putting lines into order by pointer, by touch and by keyboard. Without this script the arrow buttons do the same.

const all = document.querySelectorAll('[data-arrange]');
for (const root of all) {
  if (root.querySelector('[data-line]:not([data-line=""])')) arrange(root);
}

function arrange(root) {
  const words = root.dataset;
  const list = root.querySelector('ol');
  const deepest = Number(words.deepest);
  const said = root.querySelector('[data-arrange-said]');
  const isFromTheRight = getComputedStyle(root).direction === 'rtl';
  let saved = order();
  let grabbed = null;
  let saving = Promise.resolve();

  for (const line of list.children) {
    const grip = document.createElement('button');
    grip.type = 'button';
    grip.className = 'arranged-grip';
    grip.setAttribute('aria-pressed', 'false');
    grip.setAttribute('aria-label', `${words.grip}: ${textOf(line)}. ${words.hint}`);
    grip.innerHTML =
      '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" aria-hidden="true" focusable="false"><path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01"/></svg>';
    line.querySelector('.arranged-head').prepend(grip);
    grip.addEventListener('keydown', (event) => onKey(event, line, grip));
    grip.addEventListener('blur', () => grabbed?.by === 'key' && grabbed.line === line && drop(grip));
    grip.addEventListener('pointerdown', (event) => onPointer(event, line, grip));
  }
  list.addEventListener('click', (event) => {
    const button = event.target.closest('.arranged-step');
    if (!button) return;
    event.preventDefault();
    const line = button.closest('[data-line]');
    if (step(line, button.value)) {
      say(place(line));
      save();
      // A button that has just been barred cannot keep the focus.
      if (button.disabled) line.querySelector('.arranged-grip').focus();
      else button.focus();
    }
  });
  renew();

  // The order

  function textOf(line) {
    return line.querySelector('[data-arrange-text]').textContent;
  }

  function level(line) {
    return Number(line.dataset.level);
  }

  function setLevel(line, to) {
    line.classList.replace(`level-${line.dataset.level}`, `level-${to}`);
    line.dataset.level = to;
  }

  function order() {
    return [...list.children].map((line) => `${line.dataset.line}:${line.dataset.level}`).join(',');
  }

  function restore(text) {
    for (const part of text.split(',')) {
      const [id, to] = part.split(':');
      const line = list.querySelector(`[data-line="${id}"]`);
      list.append(line);
      setLevel(line, to);
    }
    renew();
  }

  /** The line and all that is beneath it. */
  function block(line) {
    const lines = [line];
    for (let next = line.nextElementSibling; next && level(next) > level(line); next = next.nextElementSibling) {
      lines.push(next);
    }
    return lines;
  }

  function siblingAbove(line) {
    let before = line.previousElementSibling;
    while (before && level(before) > level(line)) before = before.previousElementSibling;
    return before && level(before) === level(line) ? before : null;
  }

  function siblingBelow(line) {
    const next = block(line).at(-1).nextElementSibling;
    return next && level(next) === level(line) ? next : null;
  }

  function parent(line) {
    let before = line.previousElementSibling;
    while (before && level(before) >= level(line)) before = before.previousElementSibling;
    return before;
  }

  function can(line, how) {
    if (how === 'up') return siblingAbove(line) !== null;
    if (how === 'down') return siblingBelow(line) !== null;
    if (how === 'in') return level(line) < deepest && siblingAbove(line) !== null;
    return level(line) > 0;
  }

  /** Moves a line with all that is beneath it; no when that way is barred. */
  function step(line, how) {
    if (!can(line, how)) return false;
    const lines = block(line);
    if (how === 'up') siblingAbove(line).before(...lines);
    else if (how === 'down') block(siblingBelow(line)).at(-1).after(...lines);
    else if (how === 'in') for (const one of lines) setLevel(one, Math.min(level(one) + 1, deepest));
    else {
      const behind = block(parent(line)).at(-1);
      if (!lines.includes(behind)) behind.after(...lines);
      for (const one of lines) setLevel(one, level(one) - 1);
    }
    renew();
    return true;
  }

  /** No line stands deeper than one beneath the line above it. */
  function settle() {
    let highest = 0;
    for (const line of list.children) {
      if (level(line) > highest) setLevel(line, highest);
      highest = Math.min(level(line) + 1, deepest);
    }
    renew();
  }

  function renew() {
    for (const line of list.children) {
      for (const button of line.querySelectorAll('.arranged-step')) button.disabled = !can(line, button.value);
    }
  }

  // What is said

  function say(text) {
    said.textContent = text;
  }

  function place(line) {
    const number = [...list.children].indexOf(line) + 1;
    const above = parent(line);
    const beneath = above ? `, ${words.beneath} ${textOf(above)}` : '';
    return `${textOf(line)}: ${words.moved} ${number}/${list.children.length}${beneath}`;
  }

  // Saving

  function save() {
    const wanted = order();
    if (wanted === saved) return;
    saving = saving.then(async () => {
      const form = new URLSearchParams({ form_token: words.token, do: 'order', answer: 'json', order: wanted });
      if (words.menu) form.set('menu', words.menu);
      try {
        const answer = await fetch(words.action, { method: 'POST', body: form });
        const told = await answer.json();
        say(told.sentence);
        if (!told.saved) throw new Error(told.sentence);
        saved = wanted;
        document.querySelector('[data-arrange-undo]')?.removeAttribute('hidden');
      } catch (error) {
        restore(saved);
        if (error instanceof SyntaxError || error instanceof TypeError) say(words.failed);
      }
    });
  }

  // By keyboard

  function onKey(event, line, grip) {
    const inward = isFromTheRight ? 'ArrowLeft' : 'ArrowRight';
    const outward = isFromTheRight ? 'ArrowRight' : 'ArrowLeft';
    const ways = { ArrowUp: 'up', ArrowDown: 'down', [inward]: 'in', [outward]: 'out' };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (grabbed) drop(grip);
      else {
        grab(line, grip, 'key');
        say(`${textOf(line)}. ${words.grabbed}`);
      }
    } else if (event.key === 'Escape' && grabbed) {
      event.preventDefault();
      const before = grabbed.order;
      release(grip);
      restore(before);
      grip.focus();
      say(words.cancelled);
    } else if (ways[event.key] && grabbed) {
      event.preventDefault();
      // Moving an element takes its focus away for a moment: that must not put it down.
      const by = grabbed.by;
      grabbed.by = 'moving';
      const moved = step(line, ways[event.key]);
      grip.focus();
      grabbed.by = by;
      if (moved) say(place(line));
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const next = event.key === 'ArrowUp' ? line.previousElementSibling : line.nextElementSibling;
      next?.querySelector('.arranged-grip').focus();
    }
  }

  function grab(line, grip, by) {
    grabbed = { line, by, order: order() };
    grip.setAttribute('aria-pressed', 'true');
    for (const one of block(line)) one.classList.add('is-grabbed');
  }

  function release(grip) {
    grip.setAttribute('aria-pressed', 'false');
    for (const one of list.children) one.classList.remove('is-grabbed');
    list.classList.remove('is-dragged');
    grabbed = null;
  }

  function drop(grip) {
    const line = grabbed.line;
    release(grip);
    say(`${words.dropped} ${place(line)}`);
    save();
  }

  // By pointer and by touch

  function onPointer(event, line, grip) {
    if (event.button !== 0 || grabbed) return;
    event.preventDefault();
    grip.focus();
    grab(line, grip, 'pointer');
    list.classList.add('is-dragged');
    // Moving an element in the page ends its hold of the pointer: the page itself listens.
    const start = { x: event.clientX, level: level(line) };
    const move = (moved) => moved.pointerId === event.pointerId && drag(line, start, moved);
    const end = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      stop();
      if (ended.type === 'pointercancel') {
        const before = grabbed.order;
        release(grip);
        restore(before);
      } else drop(grip);
    };
    const escape = (pressed) => {
      if (pressed.key !== 'Escape') return;
      stop();
      const before = grabbed.order;
      release(grip);
      restore(before);
      say(words.cancelled);
    };
    function stop() {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', end);
      document.removeEventListener('pointercancel', end);
      document.removeEventListener('keydown', escape, true);
    }
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', end);
    document.addEventListener('pointercancel', end);
    document.addEventListener('keydown', escape, true);
  }

  function drag(line, start, { clientX, clientY }) {
    const middle = (one) => {
      const box = one.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    const lines = block(line);
    const before = lines[0].previousElementSibling;
    const after = lines.at(-1).nextElementSibling;
    if (before && clientY < middle(before)) before.before(...lines);
    else if (after && clientY > middle(after)) after.after(...lines);
    const across = ((clientX - start.x) * (isFromTheRight ? -1 : 1)) / 28;
    const above = lines[0].previousElementSibling;
    const highest = above ? Math.min(level(above) + 1, deepest) : 0;
    const wanted = Math.max(0, Math.min(start.level + Math.round(across), highest));
    const difference = wanted - level(line);
    if (difference !== 0) for (const one of lines) setLevel(one, Math.min(level(one) + difference, deepest));
    settle();
    // Near the edge of the screen the page comes along.
    if (clientY < 60) window.scrollBy(0, -12);
    else if (clientY > window.innerHeight - 60) window.scrollBy(0, 12);
  }
}
