// What can be read out of a recorded exchange: its header lines one by one, its document as a tree, where its bytes come from, and a curl line.
// It adds to what stands in the page already; text of a target only ever becomes a text node.
const wire = (() => {
  'use strict';
  const space = 'http://www.w3.org/2000/svg';

  function element(name, className, ...children) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children.filter((c) => c !== null && c !== undefined));
    return node;
  }

  const scrubbed = new Set(['date', 'x-amz-request-id', 'x-amz-id-2', 'connection', 'keep-alive']);
  const allowed = new Set(['content-type', 'content-length', 'transfer-encoding', 'etag', 'last-modified', 'server', 'accept-ranges', 'content-range',
    'content-md5', 'location', 'allow', 'vary', 'cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires', 'trailer',
    'retry-after', 'strict-transport-security', 'www-authenticate', 'access-control-allow-origin', 'access-control-expose-headers']);
  const single = new Set(['content-length', 'content-type', 'etag', 'last-modified', 'date', 'location', 'content-range']);

  // Checks of the case that look at a header name it; the others are known by what HTTP and S3 define.
  function mark(name, names, checks) {
    const check = checks.find((c) => c.text.includes(name));
    if (single.has(name) && names.filter((n) => n === name).length > 1) return ['✗', 'forbidden', 'more than one line'];
    if (name === 'content-length' && names.includes('transfer-encoding')) return ['✗', 'forbidden', 'beside Transfer-Encoding'];
    if (check) return check.failed ? ['✗', 'required', 'a check failed'] : ['✓', 'required', 'a check held'];
    if (scrubbed.has(name)) return ['~', 'scrubbed', 'varies'];
    if (allowed.has(name) || name.startsWith('x-amz-')) return ['·', 'allowed', ''];
    return ['?', 'unknown', 'neither HTTP nor S3 defines it'];
  }

  function headers(text, checks) {
    const lines = text.split(/\r?\n/).slice(1).filter((l) => l.includes(':')).map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 1).trim()]);
    if (!lines.length) return null;
    const names = lines.map(([n]) => n.trim().toLowerCase());
    const body = element('tbody', '', ...lines.map(([name, value], i) => {
      const [glyph, word, why] = mark(names[i], names, checks);
      const first = element('th', '', name);
      first.scope = 'row';
      return element('tr', word, element('td', '', `${glyph} ${word}`, why ? element('span', 'dim', why) : null), first, element('td', '', value));
    }));
    return element('table', 'heads', head('Mark', 'Header', 'Value'), body);
  }

  function head(...names) {
    return element('thead', '', element('tr', '', ...names.map((n) => {
      const cell = element('th', '', n);
      cell.scope = 'col';
      return cell;
    })));
  }

  // Children as the API reference has them; "?" may be left out, "*" may come several times.
  const shapes = {
    Error: 'Code Message Resource? RequestId HostId?',
    CopyPartResult: 'ETag LastModified ChecksumCRC32? ChecksumCRC32C? ChecksumCRC64NVME? ChecksumSHA1? ChecksumSHA256?',
    InitiateMultipartUploadResult: 'Bucket Key UploadId',
    CompleteMultipartUploadResult: 'Location Bucket Key ETag ChecksumCRC32? ChecksumCRC32C? ChecksumCRC64NVME? ChecksumSHA1? ChecksumSHA256? ChecksumType?',
    ListPartsResult: 'Bucket Key UploadId PartNumberMarker NextPartNumberMarker? MaxParts IsTruncated Part* Initiator Owner StorageClass ChecksumAlgorithm? ChecksumType?',
    Part: 'PartNumber LastModified ETag Size ChecksumCRC32? ChecksumCRC32C? ChecksumCRC64NVME? ChecksumSHA1? ChecksumSHA256?',
    ListMultipartUploadsResult: 'Bucket KeyMarker UploadIdMarker NextKeyMarker? NextUploadIdMarker? MaxUploads IsTruncated Upload* Prefix? Delimiter? CommonPrefixes* EncodingType?',
    Upload: 'Key UploadId Initiator Owner StorageClass Initiated ChecksumAlgorithm? ChecksumType?',
    Initiator: 'ID DisplayName?', Owner: 'ID DisplayName?', CommonPrefixes: 'Prefix',
  };

  function tree(text) {
    if (!text.trimStart().startsWith('<')) return null;
    const parsed = new DOMParser().parseFromString(text, 'application/xml');
    const root = parsed.documentElement;
    if (!root || parsed.querySelector('parsererror') || !shapes[root.localName]) return null;
    return element('div', 'tree', element('p', 'dim', 'Compared with the document of the API reference: = as there, + not there, − left out.'), element('ul', '', branch(root, '=', 0)));
  }

  function branch(node, sign, depth) {
    const children = [...node.children];
    const word = sign === '+' ? 'extra' : 'same';
    const row = element('li', word, element('span', 'sign', sign), element('code', '', node.localName));
    if (!children.length || depth > 4) {
      row.append(' ', element('span', 'text', node.textContent.slice(0, 300)));
      return row;
    }
    const shape = (shapes[node.localName] || '').split(' ').filter(Boolean);
    const names = new Set(shape.map((s) => s.replace(/[?*]$/, '')));
    const list = element('ul', '', ...children.slice(0, 40).map((c) => branch(c, !shape.length || names.has(c.localName) ? '=' : '+', depth + 1)));
    if (children.length > 40) list.append(element('li', 'dim', `and ${children.length - 40} more`));
    for (const name of shape.filter((s) => !/[?*]$/.test(s) && !children.some((c) => c.localName === s))) {
      list.append(element('li', 'lost', element('span', 'sign', '−'), element('code', '', name), ' ', element('span', 'dim', 'left out')));
    }
    row.append(list);
    return row;
  }

  // "bytes 0–7 are generated object 3 from offset 8", a line a stretch.
  function provenance(note) {
    const runs = [...note.matchAll(/bytes (\d+)–(\d+) are generated object (\d+) from offset (\d+)/g)].map((m) => m.slice(1).map(Number));
    if (!runs.length) return null;
    const size = Math.max(...runs.map((r) => r[1])) + 1;
    const objects = [...new Set(runs.map((r) => r[2]))];
    const bar = document.createElementNS(space, 'svg');
    for (const [name, value] of [['class', 'origin'], ['height', '22'], ['role', 'img'], ['aria-label', `Where ${size} bytes come from`]]) bar.setAttribute(name, value);
    for (const [first, last, object] of runs) {
      const box = document.createElementNS(space, 'rect');
      const share = (100 * (last - first + 1)) / size;
      for (const [name, value] of [['x', `${(100 * first) / size}%`], ['width', `${Math.max(0.3, share)}%`], ['height', '22'], ['class', `tone${objects.indexOf(object) % 4}`]]) box.setAttribute(name, value);
      bar.append(box);
    }
    const rows = runs.map(([first, last, object, from]) => element('tr', '',
      element('td', '', element('span', `key tone${objects.indexOf(object) % 4}`, String(objects.indexOf(object) + 1)), ` object ${object}`),
      element('td', '', `${first}–${last}`), element('td', '', `${from}–${from + last - first}`), element('td', '', String(last - first + 1))));
    return element('div', 'provenance', bar, element('table', 'heads', head('Source', 'Bytes of the body', 'Bytes of the source', 'Size'), element('tbody', '', ...rows)));
  }

  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

  // Signed afresh: the keys come from the environment, and what belongs to the old signature is left out.
  function curl(text, body) {
    const lines = text.split(/\r?\n/);
    const [method, target] = lines[0].split(' ');
    const own = /^(host|authorization|content-length|connection|x-amz-date|x-amz-content-sha256|x-amz-security-token|transfer-encoding)$/i;
    const sent = lines.slice(1).filter((l) => l.includes(':') && !own.test(l.slice(0, l.indexOf(':')).trim()));
    const signed = lines.some((l) => /^authorization:/i.test(l));
    return ['curl -sS -i --path-as-is', method === 'HEAD' ? '--head' : `-X ${method}`,
      signed ? '--aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"' : '',
      ...sent.map((l) => `-H ${quoted(l)}`), body ? `--data-binary ${quoted(body)}` : '',
      quoted((document.body.dataset.endpoint || '') + target)].filter(Boolean).join(' ');
  }

  const pane = (x, title) => [...x.querySelectorAll('h5')].find((h) => h.textContent === title);

  function folded(pre) {
    const raw = element('details', 'raw', element('summary', '', 'as received'));
    pre.replaceWith(raw);
    raw.append(pre);
    return raw;
  }

  // Once for every exchange, whoever drew it.
  function enrich(x, copies) {
    if (x.dataset.rich) return;
    x.dataset.rich = '1';
    const checks = [...(x.closest('.case') || x).querySelectorAll('.checks tbody tr')]
      .filter((r) => r.cells[0].textContent === 'headers')
      .map((r) => ({ text: r.textContent.toLowerCase(), failed: r.classList.contains('f') }));
    const received = pane(x, 'Response head');
    const table = received && headers(received.nextElementSibling.textContent, checks);
    if (table) folded(received.nextElementSibling).before(table);
    const document = pane(x, 'Response body');
    const drawn = document && tree(document.nextElementSibling.textContent);
    if (drawn) folded(document.nextElementSibling).before(drawn);
    for (const note of x.querySelectorAll('p.note')) {
      const map = provenance(note.textContent);
      if (map) note.after(map);
    }
    const request = pane(x, 'Request head');
    if (request) {
      const body = pane(x, 'Request body');
      const text = body ? body.nextElementSibling.textContent : '';
      const line = copies('curl', curl(request.nextElementSibling.textContent, /^[\x20-\x7e\s]*$/.test(text) && !/^0{6} {2}/.test(text) ? text : ''));
      line.classList.add('ofx');
      x.append(line);
    }
  }

  return { element, enrich };
})();
