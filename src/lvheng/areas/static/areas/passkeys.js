// Passkeys and security keys: each form with data-passkey asks the browser for a credential before it is sent.

const problem = document.querySelector("[data-passkey-problem]");

function tell(reason) {
  problem.textContent = problem.dataset[reason];
  problem.hidden = false;
}

function reasonAgainst() {
  if (!window.PublicKeyCredential || !window.webauthnJSON) return "unsupported";
  // A credential belongs to a domain name; browsers refuse addresses such as 127.0.0.1.
  return /^[\d.]+$|:/.test(location.hostname) ? "address" : null;
}

function kept(form) {
  return JSON.parse(document.getElementById(form.dataset.options).textContent);
}

const ask = {
  async add(form) {
    const options = kept(form).creation_options;
    const passwordless = form.elements.passwordless?.checked ?? false;
    const selection = options.publicKey.authenticatorSelection;
    selection.residentKey = passwordless ? "required" : "discouraged";
    selection.requireResidentKey = passwordless;
    if (passwordless) selection.userVerification = "required";
    return window.webauthnJSON.create(options);
  },
  async authenticate(form) {
    return window.webauthnJSON.get(kept(form).request_options);
  },
  async login(form) {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status}`);
    return window.webauthnJSON.get((await response.json()).request_options);
  },
};

async function send(event) {
  event.preventDefault();
  const form = event.target;
  problem.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await ask[form.dataset.passkey](form));
    form.submit();
  } catch (error) {
    tell(error.name === "NotAllowedError" || error.name === "AbortError" ? "cancelled" : "failed");
  }
}

const against = reasonAgainst();
for (const form of document.querySelectorAll("[data-passkey]")) {
  if (against) {
    tell(against);
    problem.className = "muted";
  } else {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
}
