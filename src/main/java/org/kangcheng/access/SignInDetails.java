package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What the sign-in form sends beside name and password. */
record SignInDetails(@Nullable String oneTimeCode) {
    static SignInDetails of(HttpServletRequest request) {
        return new SignInDetails(request.getParameter("code"));
    }
}
